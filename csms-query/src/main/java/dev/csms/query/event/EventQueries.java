package dev.csms.query.event;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.projection.TrackedLog;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import dev.csms.query.sql.TimeOrder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event store; where the events are not in the database, it says so, since nothing found would be a lie. */
@Component
public final class EventQueries implements NodeSource {

    private static final String SELECT = """
        select e.global_index, e.event_identifier, e.payload_type, e.payload_revision, e.aggregate_type,
            e.aggregate_identifier, e.sequence_number, e.charge_point_id, e.recorded_at, e.payload, e.meta_data
        from domain_event e\
        """;

    private static final List<Order.Key<EventView>> BY_POSITION =
            List.of(new Order.Key<>("e.global_index", "bigint", EventView::position));

    private static final Duration WHILE_A_CALL_LASTS = Duration.ofMinutes(5);

    private final TrackedLog log;
    private final JdbcClient db;
    private final JsonMapper json;
    private final PagedQuery<EventView> events;

    EventQueries(TrackedLog log, ReadSide readSide, JsonMapper json) {
        this.log = log;
        db = readSide.db();
        this.json = json;
        events = new PagedQuery<>(db, SELECT, Scope.of("lower(e.charge_point_id)"), Row.mapper(this::read));
    }

    Optional<EventView> event(long position) {
        return stored().one(new Conditions().and("e.global_index = :position", "position", position));
    }

    Connection<EventView> events(EventFilter filter, TimeOrder order, Page page) {
        return stored().page(filter.conditions(), order.by("position", BY_POSITION), page);
    }

    Map<String, Connection<EventView>> ofChargePoints(
            Collection<String> chargePointIds, EventFilter filter, TimeOrder order, Page page) {
        return stored().pages(
                        chargePointIds,
                        "lower(e.charge_point_id)",
                        filter.conditions(),
                        order.by("position", BY_POSITION),
                        page);
    }

    Map<String, Connection<EventView>> ofAggregates(Collection<String> aggregateIds, Page page) {
        return stored().pages(
                        aggregateIds,
                        "e.aggregate_identifier",
                        new Conditions(),
                        Order.ascending("position", BY_POSITION),
                        page);
    }

    /**
     * The events that a message has led to, at most 50.
     *
     * @param chargePointId key of the charge point
     * @param at            when the message came or left
     */
    public List<EventView> ofMessage(String chargePointId, String messageId, Instant at) {
        return db.sql(SELECT
                        + " where lower(e.charge_point_id) = :chargePoint and e.meta_data->>'messageId' = :message and "
                        + EventFilter.FROM + " and " + EventFilter.TO + " order by e.global_index limit 50")
                .param("chargePoint", chargePointId)
                .param("message", messageId)
                .param("from", at.minus(WHILE_A_CALL_LASTS).atOffset(ZoneOffset.UTC))
                .param("to", at.plus(WHILE_A_CALL_LASTS).atOffset(ZoneOffset.UTC))
                .query(stored().mapper())
                .list();
    }

    private PagedQuery<EventView> stored() {
        if (!log.isInDatabase()) {
            throw QueryProblem.of(
                    QueryProblem.Code.NOT_OFFERED,
                    "the events of this installation are in Axon Server; search them there");
        }
        return events;
    }

    private EventView read(Row row) throws SQLException {
        return new EventView(
                row.bigint("global_index"),
                row.text("event_identifier"),
                row.text("payload_type"),
                row.nullableText("payload_revision"),
                row.nullableText("aggregate_type"),
                row.nullableText("aggregate_identifier"),
                row.nullableBigint("sequence_number"),
                row.nullableText("charge_point_id"),
                row.instant("recorded_at"),
                json.readValue(row.text("payload"), Object.class),
                json.readValue(row.text("meta_data"), Object.class));
    }

    @Override
    public String type() {
        return EventView.TYPE;
    }

    @Override
    public Optional<EventView> find(String key) {
        return event(GlobalId.number(key));
    }
}
