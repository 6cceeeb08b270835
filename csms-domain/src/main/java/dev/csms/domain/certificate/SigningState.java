package dev.csms.domain.certificate;

/** How far a charge point's request for a certificate has come. */
public enum SigningState {
    /** The certificate authority is to be asked. */
    REQUESTED,
    /** The certificate authority has been asked. */
    SIGNING,
    /** The certificate authority has made no certificate. */
    FAILED,
    /** There is a certificate, which tells the rest. */
    SIGNED,
    /** It was refused at once. */
    REFUSED
}
