package dev.csms.query.session;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
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
        return Batches.one(chargePoints, ChargePointView::sessionId, queries::byId);
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<SessionView>> sessions(
            ChargePointView chargePoint,
            Page page,
            DataLoader<Below<String, String>, Connection<SessionView>> sessions) {
        return sessions.load(new Below<>(chargePoint.chargePointId(), "", page));
    }
}
