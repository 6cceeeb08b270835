package dev.csms.ocpp.websocket;

import dev.csms.ocpp.rpc.Session;

/**
 * Decides who may connect, and is told what became of it. Its methods may block: they run on virtual threads.
 *
 * <p>Each {@link Admission.Admitted} is followed by exactly one {@link #closed}, also when the handshake fails after it.
 */
public interface Gatekeeper {

    /** Decides by identity and credentials. An exception is answered with 503 and an invitation to come back later. */
    Admission admit(HandshakeRequest request);

    /** The connection stands. Comes before the first call that is not immediate, and before {@link #closed}. */
    default void opened(Session session) {}

    /** The connection has ended, and the last of its calls has been handled. */
    void closed(ClosedSession session);
}
