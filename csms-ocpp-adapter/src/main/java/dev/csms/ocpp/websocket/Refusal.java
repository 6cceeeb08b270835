package dev.csms.ocpp.websocket;

/** A handshake that comes to nothing. It costs no stack trace: peers can cause many. */
final class Refusal extends Exception {

    private final int status;

    Refusal(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
