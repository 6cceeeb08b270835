package dev.csms.query.job;

/** What happened to a job. */
public enum JobStepKind {
    REQUESTED,
    ACCEPTED,
    NOTHING_TO_UPLOAD,
    REFUSED,
    UNCONFIRMED,
    ABANDONED,
    REPORTED,
    FILE_RECEIVED,
    SUPERSEDED
}
