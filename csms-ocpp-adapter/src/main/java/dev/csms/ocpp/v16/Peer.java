package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;

/** A connected charge point, as far as answering it goes. Lives as long as its connection. */
final class Peer {

    private final ChargePointId chargePoint;
    private final SessionId session;
    private final String node;
    private final MessagePolicy policy;
    private volatile boolean accepted;

    /** @param accepted its last BootNotification was accepted, so that it need not boot again (OCPP-J 1.6 §5.4) */
    Peer(ChargePointId chargePoint, SessionId session, String node, MessagePolicy policy, boolean accepted) {
        this.chargePoint = chargePoint;
        this.session = session;
        this.node = node;
        this.policy = policy;
        this.accepted = accepted;
    }

    ChargePointId chargePoint() {
        return chargePoint;
    }

    SessionId session() {
        return session;
    }

    String node() {
        return node;
    }

    MessagePolicy policy() {
        return policy;
    }

    /** Before it is accepted, a charge point may say nothing but BootNotification (OCPP-J 1.6 errata 3.8). */
    boolean maySend(String action) {
        return accepted || action.equals(Routes.BOOT_NOTIFICATION);
    }

    void registered(RegistrationStatus status) {
        accepted = status == RegistrationStatus.ACCEPTED;
    }
}
