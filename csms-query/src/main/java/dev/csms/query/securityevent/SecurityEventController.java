package dev.csms.query.securityevent;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class SecurityEventController {

    private final SecurityEventQueries queries;
    private final ChargePointQueries chargePoints;

    SecurityEventController(
            SecurityEventQueries queries, ChargePointQueries chargePoints, BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.chargePoints = chargePoints;
        Below.<String, SecurityEventFilter, SecurityEventView>register(
                loaders, "securityEvents", queries::ofChargePoints);
    }

    @QueryMapping
    Connection<SecurityEventView> securityEvents(@Argument @Nullable SecurityEventFilter filter, Page page) {
        return queries.events(SecurityEventFilter.orAll(filter), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "securityEvents")
    CompletableFuture<Connection<SecurityEventView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable SecurityEventFilter filter,
            Page page,
            DataLoader<Below<String, SecurityEventFilter>, Connection<SecurityEventView>> securityEvents) {
        return securityEvents.load(new Below<>(chargePoint.chargePointId(), SecurityEventFilter.orAll(filter), page));
    }

    /** Nobody, where the culprit is an address or an identity that nobody has. */
    @BatchMapping(typeName = SecurityEventView.TYPE)
    Map<SecurityEventView, ChargePointView> chargePoint(List<SecurityEventView> events) {
        return chargePoints.of(events, SecurityEventView::chargePointId);
    }
}
