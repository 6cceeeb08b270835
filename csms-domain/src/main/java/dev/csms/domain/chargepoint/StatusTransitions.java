package dev.csms.domain.chargepoint;

import static dev.csms.domain.chargepoint.ChargePointStatus.AVAILABLE;
import static dev.csms.domain.chargepoint.ChargePointStatus.CHARGING;
import static dev.csms.domain.chargepoint.ChargePointStatus.FAULTED;
import static dev.csms.domain.chargepoint.ChargePointStatus.FINISHING;
import static dev.csms.domain.chargepoint.ChargePointStatus.PREPARING;
import static dev.csms.domain.chargepoint.ChargePointStatus.RESERVED;
import static dev.csms.domain.chargepoint.ChargePointStatus.SUSPENDED_EV;
import static dev.csms.domain.chargepoint.ChargePointStatus.SUSPENDED_EVSE;
import static dev.csms.domain.chargepoint.ChargePointStatus.UNAVAILABLE;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The status transitions of OCPP 1.6 §4.9. Others happen; they are taken over and marked. */
final class StatusTransitions {

    private static final Map<ChargePointStatus, Set<ChargePointStatus>> REGULAR = Map.of(
            AVAILABLE, EnumSet.of(PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, RESERVED, UNAVAILABLE, FAULTED),
            PREPARING, EnumSet.of(AVAILABLE, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING, FAULTED),
            CHARGING, EnumSet.of(AVAILABLE, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING, UNAVAILABLE, FAULTED),
            SUSPENDED_EV, EnumSet.of(AVAILABLE, CHARGING, SUSPENDED_EVSE, FINISHING, UNAVAILABLE, FAULTED),
            SUSPENDED_EVSE, EnumSet.of(AVAILABLE, CHARGING, SUSPENDED_EV, FINISHING, UNAVAILABLE, FAULTED),
            FINISHING, EnumSet.of(AVAILABLE, PREPARING, UNAVAILABLE, FAULTED),
            RESERVED, EnumSet.of(AVAILABLE, PREPARING, UNAVAILABLE, FAULTED),
            UNAVAILABLE, EnumSet.of(AVAILABLE, PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FAULTED),
            FAULTED,
                    EnumSet.of(
                            AVAILABLE,
                            PREPARING,
                            CHARGING,
                            SUSPENDED_EV,
                            SUSPENDED_EVSE,
                            FINISHING,
                            RESERVED,
                            UNAVAILABLE));

    /** What connector 0, the charge point itself, can report. */
    private static final Set<ChargePointStatus> OF_CHARGE_POINT = EnumSet.of(AVAILABLE, UNAVAILABLE, FAULTED);

    private StatusTransitions() {}

    static boolean isRegular(int connectorId, ChargePointStatus from, ChargePointStatus to) {
        return (connectorId != 0 || OF_CHARGE_POINT.contains(to))
                && (from == to || REGULAR.get(from).contains(to));
    }

    /** Whether a connector may begin its life in our books with this state. */
    static boolean isRegularFirst(int connectorId, ChargePointStatus status) {
        return connectorId != 0 || OF_CHARGE_POINT.contains(status);
    }
}
