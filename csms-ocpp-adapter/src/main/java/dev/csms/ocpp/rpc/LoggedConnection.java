package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.InstantSource;

/** Lets a {@link MessageLog} see what is sent. */
record LoggedConnection(
        Connection connection, ChargePointId chargePointId, SessionId sessionId, MessageLog log, InstantSource clock)
        implements Connection {

    @Override
    public void send(byte[] message) {
        log.seen(chargePointId, sessionId, MessageLog.Direction.SENT, message, clock.instant());
        connection.send(message);
    }

    @Override
    public void ping() {
        connection.ping();
    }

    @Override
    public void pauseReading() {
        connection.pauseReading();
    }

    @Override
    public void resumeReading() {
        connection.resumeReading();
    }

    @Override
    public void close(int code, String reason) {
        connection.close(code, reason);
    }
}
