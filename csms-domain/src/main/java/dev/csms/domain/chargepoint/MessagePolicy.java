package dev.csms.domain.chargepoint;

/** How a charge point's payloads are read. */
public enum MessagePolicy {
    /** As the specification says; what deviates is answered with a CALLERROR. */
    STRICT,
    /** Known deviations of the field are mended, counted and shown. */
    LENIENT
}
