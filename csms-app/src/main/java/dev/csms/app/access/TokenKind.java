package dev.csms.app.access;

/** What a secret opens. */
enum TokenKind {
    /** The API, for a program. */
    API,
    /** The API and the pages, for a browser. */
    SESSION,
    /** Once: lets somebody become the first administrator. */
    FIRST_ADMIN,
    /** Once: lets somebody choose a password. */
    INVITATION
}
