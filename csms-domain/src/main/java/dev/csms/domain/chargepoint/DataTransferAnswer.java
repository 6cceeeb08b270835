package dev.csms.domain.chargepoint;

import org.jspecify.annotations.Nullable;

/**
 * How a vendor-specific message is answered (OCPP 1.6 §6.16).
 *
 * @param data in the vendor's terms; absent if there is nothing to say
 */
public record DataTransferAnswer(
        DataTransferStatus status, @Nullable String data) {

    /** Nobody here speaks this vendor's dialect; then there is no data (§4.3). */
    public static final DataTransferAnswer UNKNOWN_VENDOR =
            new DataTransferAnswer(DataTransferStatus.UNKNOWN_VENDOR_ID, null);

    public static final DataTransferAnswer UNKNOWN_MESSAGE =
            new DataTransferAnswer(DataTransferStatus.UNKNOWN_MESSAGE_ID, null);

    public static DataTransferAnswer accepted(@Nullable String data) {
        return new DataTransferAnswer(DataTransferStatus.ACCEPTED, data);
    }

    public static DataTransferAnswer rejected(@Nullable String data) {
        return new DataTransferAnswer(DataTransferStatus.REJECTED, data);
    }
}
