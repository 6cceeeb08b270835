package dev.csms.ocpp.websocket;

import dev.csms.ocpp.rpc.Session;
import java.util.Optional;

/**
 * Decides who may connect, and is told what became of it. Its methods may block: they run on virtual threads.
 *
 * <p>Each {@link Admission.Admitted} is followed by exactly one {@link #closed}, also when the handshake fails after it.
 */
public interface Gatekeeper {

    /** Decides by identity and credentials. An exception is answered with 503 and an invitation to come back later. */
    Admission admit(HandshakeRequest request);

    /**
     * What {@link #admit} would refuse this one for, as far as can be told without letting it in: asked before it has
     * others wait. Whether it is let in is for {@link #admit} to say all the same.
     */
    default Optional<Admission.Refused> objection(HandshakeRequest request) {
        return Optional.empty();
    }

    /**
     * How somebody is refused at whom nobody looks, because too many of its address were refused and it has nothing to
     * show. Where refusals must not tell whom we know, it takes as long, and says the same, as for those who are looked
     * at.
     *
     * @return empty where nobody minds
     */
    default Optional<Admission.Refused> unseen() {
        return Optional.empty();
    }

    /** The connection stands. Comes before the first call that is not immediate, and before {@link #closed}. */
    default void opened(Session session) {}

    /** The connection has ended, and the last of its calls has been handled. */
    void closed(ClosedSession session);
}
