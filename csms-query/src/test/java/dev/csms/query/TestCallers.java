package dev.csms.query;

import dev.csms.domain.person.Role;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Callers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;

/** Callers who are whoever they say they are: {@code OPERATOR}, {@code ANALYST north,south} or {@code nobody}. */
public final class TestCallers implements Callers {

    static final String HEADER = "Test-Caller";

    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    /** Has the right to nothing any more, from now on. */
    public void end(String said) {
        gone.add(said);
    }

    @Override
    public Optional<Caller> of(WebGraphQlRequest request) {
        return caller(request.getHeaders().getFirst(HEADER));
    }

    @Override
    public Optional<Caller> of(WebSocketSessionInfo socket, Map<String, Object> payload) {
        return caller((String) payload.get("caller"));
    }

    @Override
    public Optional<Caller> again(Caller caller) {
        return caller.token() != null && gone.contains(caller.token()) ? Optional.empty() : Optional.of(caller);
    }

    @Override
    public Optional<Caller> now(Caller caller) {
        return again(caller);
    }

    private Optional<Caller> caller(@Nullable String said) {
        if (said == null) {
            return Optional.of(new Caller("test", Role.ADMIN.rights(), List.of(), null, "127.0.0.1"));
        }
        if (said.equals("nobody") || gone.contains(said)) {
            return Optional.empty();
        }
        String[] parts = said.split(" ");
        return Optional.of(new Caller(
                "test " + parts[0],
                Role.valueOf(parts[0]).rights(),
                parts.length > 1 ? List.of(parts[1].split(",")) : List.of(),
                said,
                "127.0.0.1"));
    }
}
