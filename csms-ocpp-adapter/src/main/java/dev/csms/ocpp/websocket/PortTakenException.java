package dev.csms.ocpp.websocket;

/** Somebody else listens where charge points should connect. */
public final class PortTakenException extends RuntimeException {

    private final Listener listener;
    private final int port;

    PortTakenException(Listener listener, int port, Throwable cause) {
        super("port " + port + " is taken", cause);
        this.listener = listener;
        this.port = port;
    }

    public Listener listener() {
        return listener;
    }

    public int port() {
        return port;
    }
}
