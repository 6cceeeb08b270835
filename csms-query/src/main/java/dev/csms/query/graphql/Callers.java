package dev.csms.query.graphql;

import java.util.Map;
import java.util.Optional;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;

/** Knows who asks. */
public interface Callers {

    /** Who makes a request over HTTP; empty for nobody that is known. */
    Optional<Caller> of(WebGraphQlRequest request);

    /** Who opens a WebSocket. @param payload of its {@code connection_init} */
    Optional<Caller> of(WebSocketSessionInfo socket, Map<String, Object> payload);

    /** The same caller now, who asks again: roles change and tokens end while a WebSocket is open. */
    Optional<Caller> again(Caller caller);

    /** The same caller now, who has not asked: that we look is no use of a sign-in, and does not prolong it. */
    Optional<Caller> now(Caller caller);
}
