package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;

/** Sees every message of every session, as it came and as it left. */
@FunctionalInterface
public interface MessageLog {

    MessageLog NONE = (_, _, _, _, _) -> {};

    enum Direction {
        /** By the charge point, to us. */
        RECEIVED,
        /** By us, to the charge point. */
        SENT
    }

    /**
     * Must not block, and must be quick: it stands in the way of every message.
     *
     * @param message in UTF-8, not changed afterwards
     */
    void seen(ChargePointId chargePointId, SessionId sessionId, Direction direction, byte[] message, Instant at);
}
