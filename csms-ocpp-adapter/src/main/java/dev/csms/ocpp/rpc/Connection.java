package dev.csms.ocpp.rpc;

/** What carries the messages of a {@link Session}. Its methods may be called by any thread and do not block. */
public interface Connection {

    /** @param message in UTF-8, not changed afterwards */
    void send(byte[] message);

    /** Asks the peer for a sign of life. */
    default void ping() {}

    /** Lets the peer wait: nothing more is read from it, and nothing that was read is lost. */
    void pauseReading();

    void resumeReading();

    /**
     * Closes it after what was sent before.
     *
     * @param code   RFC 6455 §7.4
     * @param reason at most 123 bytes in UTF-8
     */
    void close(int code, String reason);
}
