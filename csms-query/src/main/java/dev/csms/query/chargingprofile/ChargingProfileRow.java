package dev.csms.query.chargingprofile;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.Keys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A profile that a charge point has, may have, or had.
 *
 * @param arrival what brought it
 * @param doubt   why it may not be there; null if it is
 * @param end     why it is not there any more; null if it is
 */
record ChargingProfileRow(
        Arrival arrival, @Nullable Doubt doubt, @Nullable End end) {

    /**
     * @param position      of the event
     * @param chargePointId key of the charge point
     * @param transactionId that a TxProfile belongs to, if that is known
     */
    record Arrival(
            String operationId,
            long position,
            String chargePointId,
            int connectorId,
            ChargingProfile profile,
            @Nullable Integer transactionId,
            Instant installedAt) {

        static Arrival of(
                OperationId operationId,
                long position,
                ChargePointId chargePointId,
                int connectorId,
                ChargingProfile profile,
                @Nullable Integer transactionId,
                Instant installedAt) {
            return new Arrival(
                    operationId.value(),
                    position,
                    Keys.of(chargePointId),
                    connectorId,
                    profile,
                    transactionId,
                    installedAt);
        }
    }

    /** @param operationId of which nobody knows whether it has removed the profile, or installed it */
    record Doubt(String operationId, Instant since) {}

    /** @param operationId by which we know, if it is one */
    record End(ProfileEnding cause, @Nullable String operationId, Instant at) {}

    /** The position stays: it is the same profile, known better. */
    static ChargingProfileRow arrived(@Nullable ChargingProfileRow before, Arrival arrival, @Nullable Doubt doubt) {
        Arrival placed = before == null
                ? arrival
                : new Arrival(
                        arrival.operationId(),
                        before.arrival.position(),
                        arrival.chargePointId(),
                        arrival.connectorId(),
                        arrival.profile(),
                        arrival.transactionId(),
                        arrival.installedAt());
        return new ChargingProfileRow(placed, doubt, null);
    }

    /** The first doubt stays. */
    static @Nullable ChargingProfileRow doubted(@Nullable ChargingProfileRow before, Doubt doubt) {
        return before == null || before.doubt != null
                ? before
                : new ChargingProfileRow(before.arrival, doubt, before.end);
    }

    static @Nullable ChargingProfileRow ended(@Nullable ChargingProfileRow before, End end) {
        return before == null ? null : new ChargingProfileRow(before.arrival, before.doubt, end);
    }
}
