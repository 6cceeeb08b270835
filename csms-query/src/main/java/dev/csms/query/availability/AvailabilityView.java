package dev.csms.query.availability;

import dev.csms.domain.availability.DesiredAvailability;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.operation.AvailabilityType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connector is to serve, and whether it reports that it does.
 *
 * @param desired  absent if nothing was ever agreed
 * @param reported absent if its status says nothing of it, or it has none
 */
public record AvailabilityView(
        @Nullable AvailabilityType desired,
        boolean scheduled,
        @Nullable Instant agreedAt,
        @Nullable AvailabilityType reported) {

    /**
     * @param own    state of the connector
     * @param ofAll  state of connector 0; holds where it is later
     * @param status reported by the connector
     */
    static AvailabilityView of(
            @Nullable AvailabilityState own, @Nullable AvailabilityState ofAll, @Nullable ChargePointStatus status) {
        AvailabilityType reported =
                status == null ? null : DesiredAvailability.shownBy(status).orElse(null);
        if (own != null && (ofAll == null || own.position() >= ofAll.position())) {
            return new AvailabilityView(own.type(), own.scheduled(), own.agreedAt(), reported);
        }
        return ofAll == null
                ? new AvailabilityView(null, false, null, reported)
                : new AvailabilityView(ofAll.type(), ofAll.scheduledForAll(), ofAll.agreedAt(), reported);
    }
}
