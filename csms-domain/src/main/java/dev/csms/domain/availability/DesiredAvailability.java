package dev.csms.domain.availability;

import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.operation.AvailabilityType;
import java.util.Optional;

/**
 * Whether a connector is to serve.
 *
 * @param scheduled the charge point has put it off until a transaction ends, and has not shown it yet
 */
public record DesiredAvailability(AvailabilityType type, boolean scheduled) {

    /** What a status says of it; empty for Faulted, which says that something is wrong, not what is wanted. */
    public static Optional<AvailabilityType> shownBy(ChargePointStatus status) {
        return switch (status) {
            case UNAVAILABLE -> Optional.of(AvailabilityType.INOPERATIVE);
            case FAULTED -> Optional.empty();
            default -> Optional.of(AvailabilityType.OPERATIVE);
        };
    }

    boolean isShownBy(ChargePointStatus status) {
        return shownBy(status).filter(type::equals).isPresent();
    }
}
