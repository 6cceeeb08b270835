package dev.csms.domain.localauthlist;

/** Why a charge point did not take over an update of its list (OCPP 1.6 §7.47). */
public enum ListRefusal {
    /** Also for an answer of the charge point's own invention. */
    FAILED,
    VERSION_MISMATCH,
    /** It has no such list. */
    NOT_SUPPORTED,
    /** It answered with a CALLERROR other than that it does not know the message. */
    NOT_HANDLED
}
