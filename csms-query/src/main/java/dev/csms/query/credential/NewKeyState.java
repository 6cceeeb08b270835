package dev.csms.query.credential;

/** How far a new AuthorizationKey has come. */
public enum NewKeyState {
    WAITING,
    TAKEN,
    DOUBTED
}
