package dev.csms.query.session;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads sessions. */
@Component
public final class SessionQueries implements NodeSource {

    private static final Order<SessionView> NEWEST_FIRST = Order.latestFirst("s.position", SessionView::position);

    private final JdbcClient db;
    private final PagedQuery<SessionView> sessions;

    SessionQueries(ReadSide readSide) {
        db = readSide.db();
        sessions = new PagedQuery<>(
                db, "select s.* from session s", Scope.of("s.charge_point_id"), Row.mapper(SessionView::read));
    }

    Map<String, SessionView> byId(Collection<String> sessionIds) {
        return sessions.byKey("s.session_id", sessionIds, SessionView::sessionId);
    }

    /** The sessions that a node has opened before a time and nobody has ended: charge point by session. */
    public Map<SessionId, ChargePointId> leftOpen(String node, Instant before) {
        return db.sql("""
            select session_id, charge_point_id from session
            where node = :node and ended_at is null and opened_at < :before
            """)
                .param("node", node)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(rows -> {
                    Map<SessionId, ChargePointId> open = new HashMap<>();
                    while (rows.next()) {
                        open.put(new SessionId(rows.getString(1)), new ChargePointId(rows.getString(2)));
                    }
                    return open;
                });
    }

    Map<String, Connection<SessionView>> ofChargePoints(Collection<String> chargePointIds, Page page) {
        return sessions.pages(chargePointIds, "s.charge_point_id", new Conditions(), NEWEST_FIRST, page);
    }

    @Override
    public String type() {
        return SessionView.TYPE;
    }

    @Override
    public Optional<SessionView> find(String key) {
        return Optional.ofNullable(byId(List.of(key)).get(key));
    }
}
