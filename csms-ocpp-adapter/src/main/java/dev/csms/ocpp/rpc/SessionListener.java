package dev.csms.ocpp.rpc;

/** Who is to know when sessions become ready to be asked for something. Does not block. */
public interface SessionListener {

    /** The session is its charge point's. */
    default void opened(Session session) {}

    /** Its charge point has booted; {@link Session#mayBeCalled} knows it already. */
    default void booted(Session session) {}

    /** Its charge point, which has never booted here, says something else. Once for each session. */
    default void spokeUnbooted(Session session) {}
}
