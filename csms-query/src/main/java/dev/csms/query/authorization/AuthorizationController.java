package dev.csms.query.authorization;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class AuthorizationController {

    private final AuthorizationQueries queries;

    AuthorizationController(AuthorizationQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, AuthorizationAttemptFilter, AuthorizationAttemptView>register(
                loaders, "attempts", queries::ofChargePoints);
    }

    @QueryMapping
    Connection<AuthorizationAttemptView> authorizationAttempts(
            @Argument @Nullable AuthorizationAttemptFilter filter, Page page) {
        return queries.attempts(AuthorizationAttemptFilter.orAll(filter), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "authorizationAttempts")
    CompletableFuture<Connection<AuthorizationAttemptView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable AuthorizationAttemptFilter filter,
            Page page,
            DataLoader<Below<String, AuthorizationAttemptFilter>, Connection<AuthorizationAttemptView>> attempts) {
        return attempts.load(new Below<>(chargePoint.chargePointId(), AuthorizationAttemptFilter.orAll(filter), page));
    }
}
