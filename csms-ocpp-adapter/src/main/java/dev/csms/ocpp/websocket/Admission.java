package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;

/** What a {@link Gatekeeper} decided. */
public sealed interface Admission {

    /**
     * @param chargePointId the identity in the spelling of its registration
     * @param accepted      it need not send a BootNotification first
     * @param order         among the admissions of the charge point; of two connections the later one stays
     */
    record Admitted(
            ChargePointId chargePointId,
            boolean accepted,
            MessagePolicy messagePolicy,
            ChargePointOptions options,
            long order)
            implements Admission {}

    /**
     * @param httpStatus of the answer, such as 404 for an identity that nobody knows
     * @param reason     for the charge point's log and ours, in words of its sender's world
     * @param ours       the peer is not to blame, whatever it is told
     */
    record Refused(int httpStatus, String reason, boolean ours) implements Admission {

        public Refused(int httpStatus, String reason) {
            this(httpStatus, reason, false);
        }
    }
}
