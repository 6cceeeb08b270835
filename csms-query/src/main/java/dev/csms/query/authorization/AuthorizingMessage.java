package dev.csms.query.authorization;

/** By which message a charge point asked about an idTag. */
public enum AuthorizingMessage {
    AUTHORIZE,
    START_TRANSACTION
}
