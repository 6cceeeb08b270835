package dev.csms.ocpp.websocket;

/** The peer breaks RFC 6455 or a limit of ours, so the connection ends. It costs no stack trace: peers can cause many. */
final class Violation extends Exception {

    private final int code;

    /** @param code RFC 6455 §7.4 */
    Violation(int code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
