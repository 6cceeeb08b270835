package dev.csms.query.authorization;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads attempts to authorise. */
@Component
final class AuthorizationQueries implements NodeSource {

    private static final String SELECT = """
        select a.*, coalesce(c.identity, a.charge_point_id) as charge_point_identity
        from authorization_attempt a left join charge_point c on c.charge_point_id = a.charge_point_id\
        """;

    private static final Order<AuthorizationAttemptView> NEWEST_FIRST =
            Order.latestFirst("a.position", AuthorizationAttemptView::position);

    private final PagedQuery<AuthorizationAttemptView> attempts;

    AuthorizationQueries(ReadSide readSide) {
        attempts = new PagedQuery<>(
                readSide.db(), SELECT, Scope.of("a.charge_point_id"), Row.mapper(AuthorizationAttemptView::read));
    }

    Connection<AuthorizationAttemptView> attempts(AuthorizationAttemptFilter filter, Page page) {
        return attempts.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<AuthorizationAttemptView>> ofChargePoints(
            Collection<String> chargePointIds, AuthorizationAttemptFilter filter, Page page) {
        return attempts.pages(chargePointIds, "a.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    @Override
    public String type() {
        return AuthorizationAttemptView.TYPE;
    }

    @Override
    public Optional<AuthorizationAttemptView> find(String key) {
        return attempts.one(new Conditions().and("a.position = :position", "position", GlobalId.number(key)));
    }
}
