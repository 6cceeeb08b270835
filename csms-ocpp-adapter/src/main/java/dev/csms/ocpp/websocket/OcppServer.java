package dev.csms.ocpp.websocket;

import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.InstantSource;

/** Where charge points connect. */
public final class OcppServer implements AutoCloseable {

    public OcppServer(
            OcppServerSettings settings, Gatekeeper gatekeeper, SessionRegistry sessions, InstantSource clock) {}

    /** @throws PortTakenException if somebody else listens there */
    public void start() {}

    /** Where it listens. */
    public int port() {
        return 0;
    }

    /**
     * Takes no more connections, lets the calls that have been received be answered, says goodbye (Close 1001) and
     * returns when everybody has gone or enough time has passed.
     */
    @Override
    public void close() {}
}
