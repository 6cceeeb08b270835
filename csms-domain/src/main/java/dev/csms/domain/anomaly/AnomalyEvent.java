package dev.csms.domain.anomaly;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What charge points said that cannot be right. */
public sealed interface AnomalyEvent {

    ChargePointId chargePointId();

    /**
     * Something was answered and kept, but not taken at its word.
     *
     * @param transactionId as claimed by the charge point, any number
     * @param description   a sentence for the operator
     * @param raw           the payload as it came, where it could not be taken over as it was
     */
    @Revision("1")
    record AnomalyDetected(
            ChargePointId chargePointId,
            AnomalyKind kind,
            @Nullable Integer connectorId,
            @Nullable Long transactionId,
            String description,
            @Nullable String raw,
            Instant receivedAt)
            implements AnomalyEvent {}
}
