package dev.csms.domain.certificate;

/** Why a charge point does not have, or may not have, the certificate that was made for it. */
public enum DeliveryProblem {
    /** It cannot be sent: longer than the charge point takes, say. */
    NOT_SENDABLE,
    /** The charge point has answered Rejected. */
    REJECTED,
    /** The charge point has answered with an error. */
    NOT_HANDLED,
    /** It was sent, and there was no answer. */
    UNANSWERED,
    /** It was never sent: the charge point was away for too long, or it was cancelled. */
    NOT_SENT
}
