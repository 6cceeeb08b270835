package dev.csms.ocpp.websocket;

/** Close codes of RFC 6455 §7.4.1. */
final class CloseCode {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;

    /** Never sent: the Close frame had no code. */
    static final int NONE = 1005;

    /** Never sent: there was no Close frame. */
    static final int ABNORMAL = 1006;

    static final int INVALID_TEXT = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;

    private CloseCode() {}

    static boolean maySend(int code) {
        return code >= 3000 && code <= 4999
                || code >= NORMAL && code <= UNSUPPORTED_DATA
                || code >= INVALID_TEXT && code <= 1014;
    }
}
