package dev.csms.ocpp.websocket;

/** What the ports for charge points leave undone while their node has too much to do. Each includes those before it. */
public enum Relief {
    /** Nothing. */
    NONE,
    /** Nobody is let in: HTTP 503, with a Retry-After. Who is connected notices nothing. */
    NO_HANDSHAKES,
    /** Nothing is read from those who are connected. No connection ends for that, and nothing that was read is lost. */
    NO_READING
}
