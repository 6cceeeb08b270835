package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;

/**
 * The end of a session.
 *
 * @param code     RFC 6455 §7.4: the charge point's, if it was the first to close, else ours; 1006 if the connection broke
 * @param reason   of the same side
 * @param closedAt our clock
 */
public record ClosedSession(
        SessionId sessionId, ChargePointId chargePointId, int code, String reason, Instant closedAt) {}
