package dev.csms.ocpp.rpc;

/** Who is to know when sessions become ready to be asked for something. Does not block. */
public interface SessionListener {

    SessionListener NOBODY = new SessionListener() {
        @Override
        public void opened(Session session) {}

        @Override
        public void booted(Session session) {}
    };

    /** The session is its charge point's. */
    void opened(Session session);

    /** Its charge point has booted; {@link Session#mayBeCalled} knows it already. */
    void booted(Session session);
}
