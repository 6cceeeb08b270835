package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.DataTransferAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one vendor's DataTransfer messages mean here (OCPP 1.6 §4.3). Whatever of this type the application context has
 * is asked; for vendors that nobody speaks for, the answer is UnknownVendorId.
 */
public interface VendorDialect {

    /** Compared without regard to case. */
    String vendorId();

    /**
     * Answers a message, which is then put on record with its answer. The charge point says it again if it misses the
     * answer, so the same message should get the same one.
     *
     * @param receivedAt our clock
     */
    DataTransferAnswer answer(
            ChargePointId chargePoint, @Nullable String messageId, @Nullable String data, Instant receivedAt);
}
