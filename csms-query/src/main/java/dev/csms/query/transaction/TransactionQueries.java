package dev.csms.query.transaction;

import dev.csms.query.Keys;
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
import dev.csms.query.sql.TimeOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads transactions. */
@Component
public final class TransactionQueries implements NodeSource {

    private static final int MAX_GROUPS = 1_000;

    private static final String SELECT = """
        select t.*, coalesce(c.identity, t.charge_point_id) as charge_point_identity
        from transaction t left join charge_point c on c.charge_point_id = t.charge_point_id\
        """;

    private static final String SELECT_STRAY_STOPS = """
        select s.position, s.cause, coalesce(s.transaction_id, r.transaction_id) as transaction_id,
            s.claimed_transaction_id, s.meter_stop_wh, s.claimed_at, s.stop_reason, s.id_tag, s.sample_count,
            s.received_at, r.rule, r.evidence, r.reconciled_at,
            coalesce(c.identity, s.charge_point_id) as charge_point_identity
        from stray_stop s
        left join stray_stop_reconciliation r on r.stop_key = s.stop_key
        left join charge_point c on c.charge_point_id = s.charge_point_id\
        """;

    private static final Order<StrayStopView> NEWEST_FIRST = Order.latestFirst("s.position", StrayStopView::position);

    private final JdbcClient db;
    private final PagedQuery<TransactionView> transactions;
    private final PagedQuery<StrayStopView> strayStops;

    TransactionQueries(ReadSide readSide) {
        db = readSide.db();
        transactions = new PagedQuery<>(db, SELECT, Scope.of("t.charge_point_id"), Row.mapper(TransactionView::read));
        strayStops = new PagedQuery<>(
                db, SELECT_STRAY_STOPS, Scope.of("s.charge_point_id"), Row.mapper(StrayStopView::read));
    }

    Optional<TransactionView> transaction(long transactionId) {
        return transactions.one(new Conditions().and("t.transaction_id = :id", "id", transactionId));
    }

    /** Those of them that there are. */
    public List<TransactionView> byId(Collection<? extends Number> transactionIds) {
        return transactions.having("t.transaction_id", transactionIds);
    }

    Connection<TransactionView> transactions(TransactionFilter filter, TimeOrder order, Page page) {
        return transactions.page(filter.conditions(), byStart(order), page);
    }

    Map<String, Connection<TransactionView>> ofChargePoints(
            Collection<String> chargePointIds, TransactionFilter filter, TimeOrder order, Page page) {
        return transactions.pages(chargePointIds, "t.charge_point_id", filter.conditions(), byStart(order), page);
    }

    Map<String, Connection<TransactionView>> ofIdTags(
            Collection<String> idTagKeys, TransactionFilter filter, TimeOrder order, Page page) {
        return transactions.pages(idTagKeys, "t.id_tag_key", filter.conditions(), byStart(order), page);
    }

    private static Order<TransactionView> byStart(TimeOrder order) {
        return order.by(
                "start",
                List.of(
                        new Order.Key<>("t.started_at", "timestamptz", TransactionView::startedAt),
                        new Order.Key<>("t.transaction_id", "int", TransactionView::transactionId)));
    }

    /** Those that run now, by charge point and start. */
    public Map<String, List<TransactionView>> openOfChargePoints(Collection<String> chargePointIds) {
        return open(new Conditions().and("t.charge_point_id in (:ids)", "ids", chargePointIds)).stream()
                .collect(Collectors.groupingBy(TransactionView::chargePointId));
    }

    /** Those that run now, by idTag and start. */
    Map<String, List<TransactionView>> openOfIdTags(Collection<String> idTagKeys) {
        return open(new Conditions().and("t.id_tag_key in (:keys)", "keys", idTagKeys)).stream()
                .collect(Collectors.groupingBy(TransactionView::idTagKey));
    }

    private List<TransactionView> open(Conditions where) {
        return transactions.all(where.and("t.state = 'OPEN'"), " order by t.started_at, t.transaction_id");
    }

    List<TransactionStatistics> statistics(
            Instant from, Instant to, TransactionStatistics.Grouping grouping, TransactionFilter filter) {
        Conditions where = transactions
                .scope()
                .limit(filter.conditions()
                        .and("t.started_at >= :spanFrom", "spanFrom", from)
                        .and("t.started_at < :spanTo", "spanTo", to));
        return db.sql("""
            select %s as key,
                count(*) as count,
                count(*) filter (where t.state = 'OPEN') as open_count,
                count(*) filter (where t.energy_verdict = 'IMPLAUSIBLE') as implausible_count,
                sum(t.energy_wh) filter (where t.energy_verdict <> 'IMPLAUSIBLE') as energy_wh,
                coalesce(sum(extract(epoch from t.ended_at - t.started_at)), 0)::bigint as duration_seconds
            from transaction t left join charge_point c on c.charge_point_id = t.charge_point_id
            where %s
            group by 1
            order by 1
            limit %d
            """.formatted(grouping.sql(), where.sql(), MAX_GROUPS))
                .params(where.parameters())
                .query(Row.mapper(TransactionStatistics::read))
                .list();
    }

    Connection<StrayStopView> strayStops(@Nullable String chargePoint, Page page) {
        return strayStops.page(
                new Conditions().and("s.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint)),
                NEWEST_FIRST,
                page);
    }

    @Override
    public String type() {
        return TransactionView.TYPE;
    }

    @Override
    public Optional<TransactionView> find(String key) {
        return transaction(GlobalId.number(key));
    }
}
