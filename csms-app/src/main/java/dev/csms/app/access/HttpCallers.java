package dev.csms.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Callers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.http.HttpHeaders;

/** Callers by what {@link CallerFilter} has found out or, on a WebSocket, by what its first message says. */
final class HttpCallers implements Callers {

    private final Bearers bearers;
    private final AccessTokens tokens;
    private final SessionCookies cookies;
    private final InstantSource clock;

    /** Of open WebSockets, by token id. */
    private final Cache<String, Identified> onSockets =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(24)).build();

    HttpCallers(Bearers bearers, AccessTokens tokens, SessionCookies cookies, InstantSource clock) {
        this.bearers = bearers;
        this.tokens = tokens;
        this.cookies = cookies;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> of(WebGraphQlRequest request) {
        return request.getAttributes().get(KnownCaller.ATTRIBUTE) instanceof KnownCaller known
                ? Optional.of(known.caller())
                : Optional.empty();
    }

    @Override
    public Optional<Caller> of(WebSocketSessionInfo socket, Map<String, Object> payload) {
        Optional<Identified> identified = bearer(socket, payload)
                .map(bearers::identify)
                .orElseGet(() ->
                        cookies.secret(socket.getHeaders()).flatMap(it -> tokens.identify(TokenKind.SESSION, it)));
        return identified.map(it -> {
            onSockets.put(it.tokenId(), it);
            return it.from(address(socket.getRemoteAddress()));
        });
    }

    private static Optional<String> bearer(WebSocketSessionInfo socket, Map<String, Object> payload) {
        for (String name : new String[] {"Authorization", "authorization"}) {
            if (payload.get(name) instanceof String header) {
                return Optional.of(header);
            }
        }
        return Optional.ofNullable(socket.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    }

    @Override
    public Optional<Caller> again(Caller caller) {
        return look(caller, tokens::identify);
    }

    @Override
    public Optional<Caller> now(Caller caller) {
        return look(caller, tokens::look);
    }

    private Optional<Caller> look(Caller caller, Function<Identified.Proof, Optional<Identified>> look) {
        String id = caller.token();
        Identified before = id == null ? null : onSockets.getIfPresent(id);
        if (before == null) {
            return Optional.empty();
        }
        if (before.proof() != null) {
            return look.apply(before.proof()).map(now -> now.from(caller.remoteAddress()));
        }
        return before.until() == null || clock.instant().isBefore(before.until())
                ? Optional.of(caller)
                : Optional.empty();
    }

    private static @Nullable String address(@Nullable InetSocketAddress remote) {
        return remote == null || remote.getAddress() == null
                ? null
                : remote.getAddress().getHostAddress();
    }
}
