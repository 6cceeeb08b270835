package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to connect.
 *
 * @param identity      decoded from the path, in the spelling of whoever connects
 * @param sessionId     of the session that this would be
 * @param subprotocol   the one chosen; none if there is no common one, and then the handshake will be refused after the
 *                      gatekeeper's decision, unless it may be assumed
 * @param offersNone    whether it offered no subprotocol at all
 * @param credentials   by which it proves who it is
 * @param remoteAddress IP address and port
 * @param receivedAt    our clock
 */
public record HandshakeRequest(
        ChargePointId identity,
        SessionId sessionId,
        @Nullable String subprotocol,
        boolean offersNone,
        Credentials credentials,
        String remoteAddress,
        Instant receivedAt) {}
