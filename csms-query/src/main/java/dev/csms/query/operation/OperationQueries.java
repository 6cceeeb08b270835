package dev.csms.query.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads operations. */
@Component
public final class OperationQueries implements NodeSource {

    private static final String SELECT = """
        select o.*, coalesce(c.identity, o.charge_point_id) as charge_point_identity
        from operation o left join charge_point c on c.charge_point_id = o.charge_point_id\
        """;

    private static final Order<OperationView> NEWEST_FIRST = Order.latestFirst("o.position", OperationView::position);

    private final JdbcClient db;
    private final PagedQuery<OperationView> operations;

    OperationQueries(ReadSide readSide) {
        db = readSide.db();
        operations = new PagedQuery<>(db, SELECT, Scope.of("o.charge_point_id"), Row.mapper(OperationView::read));
    }

    public Optional<OperationView> operation(String operationId) {
        return operations.one(new Conditions().and("o.operation_id = :id", "id", operationId));
    }

    public Map<String, OperationView> byKey(Collection<String> operationIds) {
        return operations.byKey("o.operation_id", operationIds, OperationView::operationId);
    }

    /** Those of them that there are. */
    public List<OperationView> byIds(Collection<String> operationIds) {
        return operations.having("o.operation_id", operationIds);
    }

    Connection<OperationView> operations(OperationFilter filter, Page page) {
        return operations.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<OperationView>> ofChargePoints(
            Collection<String> chargePointIds, OperationFilter filter, Page page) {
        return operations.pages(chargePointIds, "o.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    public Optional<OperationBatch> batch(String batchId) {
        Conditions where = operations.scope().limit(ofBatch(batchId));
        List<OperationBatch.Count> progress = db.sql("""
            select o.state, count(*) as count from operation o where %s group by o.state order by o.state
            """.formatted(where.sql()))
                .params(where.parameters())
                .query(Row.mapper(row ->
                        new OperationBatch.Count(row.constant("state", OperationState.class), row.bigint("count"))))
                .list();
        return progress.isEmpty() ? Optional.empty() : Optional.of(new OperationBatch(batchId, progress));
    }

    /** Identities of the charge points that were asked for a batch, in the order in which they were. */
    public List<String> chargePointsOfBatch(String batchId) {
        return operations.all(ofBatch(batchId), " order by o.position").stream()
                .map(OperationView::chargePointIdentity)
                .toList();
    }

    /** When the last of a batch may be sent; empty if none of it is held back. */
    public Optional<Instant> batchHeldBackUntil(String batchId) {
        Conditions where = operations.scope().limit(ofBatch(batchId));
        return db.sql("select max(o.not_before) as until from operation o where %s".formatted(where.sql()))
                .params(where.parameters())
                .query(Row.mapper(row -> Optional.ofNullable(row.nullableInstant("until"))))
                .single();
    }

    /**
     * Charge points with operations that have waited until their deadline, or have been under way for so long that
     * nobody may be waiting for their outcome any more.
     */
    public List<ChargePointId> chargePointsOfOverdue(Instant now, Duration underWay, int limit) {
        return db.sql("""
            select distinct coalesce(c.identity, o.charge_point_id) as identity
            from operation o left join charge_point c on c.charge_point_id = o.charge_point_id
            where (o.state = 'WAITING' and (o.deadline <= :now
                    or o.delivery = 'NOW_OR_NEVER' and not c.connected))
               or (o.state = 'SENT' and o.sent_at <= :longAgo)
            limit :limit
            """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("longAgo", now.minus(underWay).atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Row.mapper(row -> new ChargePointId(row.text("identity"))))
                .list();
    }

    /** Charge points with operations that were held back until a moment ago. */
    public List<ChargePointId> chargePointsOfReleased(Instant from, Instant to) {
        return db.sql("""
            select distinct c.identity
            from operation o join charge_point c on c.charge_point_id = o.charge_point_id
            where o.state = 'WAITING' and o.not_before > :from and o.not_before <= :to and c.connected
            """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(Row.mapper(row -> new ChargePointId(row.text("identity"))))
                .list();
    }

    /** Operations of a batch that have not been sent, with the identities of their charge points. */
    public Map<String, String> waitingOfBatch(String batchId) {
        return operations.all(ofBatch(batchId).and("o.state = 'WAITING'")).stream()
                .collect(Collectors.toMap(OperationView::operationId, OperationView::chargePointIdentity));
    }

    private static Conditions ofBatch(String batchId) {
        return new Conditions().and("o.batch_id = :batch", "batch", batchId);
    }

    @Override
    public String type() {
        return OperationView.TYPE;
    }

    @Override
    public Optional<OperationView> find(String key) {
        return operation(key);
    }
}
