package dev.csms.domain.chargepoint;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point has to be excused from, one by one, beside how its payloads are read.
 *
 * @param assumeSubprotocol it is let in as one of {@code ocpp1.6} although it offers no subprotocol at all
 * @param noServerPing      it is not pinged, since it does not answer pings or ends the connection on one
 * @param timeZone          of its times that name no offset from UTC; absent if they are UTC or refused
 * @param fractionalSeconds whether times are written to it with milliseconds; absent for the installation's default
 */
public record ChargePointOptions(
        boolean assumeSubprotocol,
        boolean noServerPing,
        @Nullable ZoneId timeZone,
        @Nullable Boolean fractionalSeconds) {

    /** Nothing that the specification does not have. */
    public static final ChargePointOptions NONE = new ChargePointOptions(false, false, null, null);
}
