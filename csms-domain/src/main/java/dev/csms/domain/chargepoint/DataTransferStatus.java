package dev.csms.domain.chargepoint;

/** Answer to a vendor-specific message (OCPP 1.6 §7.23). */
public enum DataTransferStatus {
    ACCEPTED,
    REJECTED,
    UNKNOWN_MESSAGE_ID,
    UNKNOWN_VENDOR_ID
}
