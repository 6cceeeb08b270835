package dev.csms.domain.chargepoint;

/**
 * How a charge point that has connected is met.
 *
 * @param chargePointId the identity in the spelling of its registration
 * @param accepted      its last BootNotification was answered Accepted, so that it need not send another one first
 * @param order         where in the charge point's history it stands; of two sessions the later one counts
 */
public record SessionAdmission(
        ChargePointId chargePointId,
        boolean accepted,
        MessagePolicy messagePolicy,
        ChargePointOptions options,
        long order) {}
