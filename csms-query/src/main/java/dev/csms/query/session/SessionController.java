package dev.csms.query.session;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class SessionController {

    private final SessionQueries queries;

    SessionController(SessionQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, String, SessionView>register(
                loaders, "sessions", (owners, _, page) -> queries.ofChargePoints(owners, page));
    }

    /** The latest connection of each. */
    @BatchMapping(typeName = "ChargePoint")
    Map<ChargePointView, SessionView> session(List<ChargePointView> chargePoints) {
        Map<String, SessionView> sessions = queries.byId(chargePoints.stream()
                .map(ChargePointView::sessionId)
                .filter(Objects::nonNull)
                .toList());
        Map<ChargePointView, SessionView> latest = new HashMap<>();
        for (ChargePointView chargePoint : chargePoints) {
            String sessionId = chargePoint.sessionId();
            if (sessionId != null && sessions.containsKey(sessionId)) {
                latest.put(chargePoint, sessions.get(sessionId));
            }
        }
        return latest;
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<SessionView>> sessions(
            ChargePointView chargePoint,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<SessionView>> sessions) {
        return sessions.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }
}
