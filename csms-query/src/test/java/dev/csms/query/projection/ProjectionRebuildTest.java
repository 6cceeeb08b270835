package dev.csms.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.idtag.IdTagSource;
import dev.csms.domain.metervalue.Attribution;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.Projections;
import dev.csms.query.QuerySideTest;
import dev.csms.query.TestPressure;
import dev.csms.query.projection.ProjectionRebuild.RebuildFailedException;
import dev.csms.query.projection.ProjectionRebuild.RebuildUnderWayException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ProjectionRebuildTest extends QuerySideTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Autowired
    private ProjectionRebuild rebuild;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TestPressure pressure;

    @Autowired
    private DataSource database;

    @Autowired
    private TransactionManager transactions;

    @BeforeEach
    void some_history() {
        for (int i = 0; i < 20; i++) {
            session();
        }
    }

    private TransactionId session() {
        ChargePointId id = chargePoint();
        TransactionId transaction = transaction();
        StatusReport charging =
                new StatusReport(ChargePointStatus.CHARGING, ChargePointErrorCode.NO_ERROR, null, null, null, NOON);
        SampledValue sample = new SampledValue("500", null, null, null, null, null, null);
        log().record(
                        "ChargePoint",
                        id.toString(),
                        registered(id),
                        new SessionOpened(
                                id,
                                new SessionId("s-" + number()),
                                "node-1",
                                "10.0.0.7:4711",
                                NOON,
                                Authentication.NONE),
                        new ConnectorStatusChanged(id, 1, charging, null, true, NOON));
        log().record(
                        "Transaction",
                        transaction.toString(),
                        new TransactionStarted(
                                transaction,
                                id,
                                1,
                                new IdTagId("A"),
                                IdTagInfo.INVALID,
                                0L,
                                NOON,
                                NOON,
                                null,
                                NOON,
                                null),
                        new TransactionStopped(
                                transaction,
                                id,
                                1,
                                900L,
                                NOON.plusSeconds(60),
                                null,
                                StopReason.LOCAL,
                                null,
                                null,
                                null,
                                List.of(new MeterValue(NOON, List.of(sample))),
                                NOON,
                                null));
        happened(new MeterValuesReceived(
                id,
                1,
                transaction,
                Attribution.CLAIMED,
                null,
                List.of(new MeterValue(NOON.plusSeconds(5), List.of(sample))),
                NOON,
                null));
        happened(new IdTagRegistered(new IdTagId("T-" + number()), IdTagSource.OPERATOR, null, null, 1));
        happened(new AnomalyDetected(id, AnomalyKind.CLOCK_AHEAD, 1, 5L, "early", null, NOON));
        return transaction;
    }

    @Test
    void rebuilt_rows_equal_those_that_grew_live() {
        for (Projection projection : Projections.ALL) {
            Map<String, String> before = contents(projection);
            List<String> indexes = indexes(projection);

            rebuild.rebuild(projection);

            assertThat(contents(projection)).isEqualTo(before);
            assertThat(indexes(projection)).isEqualTo(indexes);
        }
    }

    @Test
    void what_is_wrong_in_the_live_rows_is_right_afterwards_and_the_live_projection_goes_on() {
        TransactionId broken = session();
        db.sql("update transaction set energy_wh = 1, energy_verdict = 'IMPLAUSIBLE' where transaction_id = :id")
                .param("id", broken.value())
                .update();

        rebuild.rebuild(Projections.TRANSACTIONS);

        assertThat(energyOf(broken)).isEqualTo("{\"energyWh\":900,\"verdict\":\"SINGLE\"}");
        assertThat(energyOf(session())).isEqualTo("{\"energyWh\":900,\"verdict\":\"SINGLE\"}");
    }

    private String energyOf(TransactionId id) {
        return query("{ transaction(transactionId: %d) { energy { energyWh verdict } } }".formatted(id.value()))
                .get("transaction")
                .get("energy")
                .toString();
    }

    @Test
    void it_goes_on_under_load_and_loses_nothing() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> {
            int sessions = 0;
            while (!done.get()) {
                session();
                sessions++;
            }
            return sessions;
        });
        try {
            for (Projection projection : Projections.ALL) {
                rebuild.rebuild(projection);
            }
        } finally {
            done.set(true);
        }
        assertThat(load.join()).isPositive();
        assertThat(progress().await(log().head(), A_MINUTE)).isTrue();

        for (Projection projection : Projections.ALL) {
            Map<String, String> grown = contents(projection);
            rebuild.rebuild(projection);
            assertThat(contents(projection)).isEqualTo(grown);
        }
    }

    @Test
    void it_waits_while_there_is_too_much_to_do() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        pressure.during(() -> {
            waiting.add(CompletableFuture.runAsync(() -> rebuild.rebuild(Projections.ANOMALIES)));
            await().until(() -> isUnderWay(Projections.ANOMALIES));
            assertThatThrownBy(() -> rebuild.rebuild(Projections.ANOMALIES))
                    .isInstanceOf(RebuildUnderWayException.class)
                    .hasMessage("anomalies is being rebuilt already");
            assertThat(waiting.getFirst()).isNotDone();
        });

        assertThat(waiting.getFirst()).succeedsWithin(A_MINUTE);
    }

    private boolean isUnderWay(Projection projection) {
        return db.sql("select exists (select from pg_namespace where starts_with(nspname, :prefix))")
                .param("prefix", NewTables.schemaPrefix(projection))
                .query(Boolean.class)
                .single();
    }

    @Test
    void a_rebuild_that_meets_an_event_it_cannot_handle_changes_nothing() {
        Projection broken = new Projection(
                Projections.ANOMALIES.group(), Projections.ANOMALIES.tables(), _ -> List.of(new Refusing()));
        Map<String, String> before = contents(Projections.ANOMALIES);

        assertThatThrownBy(() -> rebuild.rebuild(broken))
                .isInstanceOf(RebuildFailedException.class)
                .hasMessageMatching("event \\d+ \\(AnomalyDetected\\) cannot be handled: not this one: CLOCK_AHEAD");

        assertThat(contents(Projections.ANOMALIES)).isEqualTo(before);
        assertThat(isUnderWay(Projections.ANOMALIES)).isFalse();
    }

    /** What is not an event's fault is tried again and again, but not for ever. */
    @Test
    void a_rebuild_that_does_not_get_on_is_given_up() {
        Projection stuck =
                new Projection(Projections.ANOMALIES.group(), Projections.ANOMALIES.tables(), _ -> List.of(new Cut()));
        ProjectionRebuild impatient = new ProjectionRebuild(
                log(), transactions, database, database, progress(), pressure, Duration.ofMillis(100));

        assertThatThrownBy(() -> impatient.rebuild(stuck))
                .isInstanceOf(RebuildFailedException.class)
                .hasMessageMatching(
                        "it has not got beyond position \\d+ for 0 s; the last failure was: connection lost");
    }

    @Test
    void it_waits_for_who_reads_and_lets_others_read_meanwhile() {
        CompletableFuture<Void> begun = new TransactionTemplate(new JdbcTransactionManager(database)).execute(_ -> {
            db.sql("select count(*) from anomaly").query(Long.class).single();
            CompletableFuture<Void> rebuilding =
                    CompletableFuture.runAsync(() -> rebuild.rebuild(Projections.ANOMALIES));
            await().until(ProjectionRebuildTest::isWaitingForReaders);
            await().until(() -> !isWaitingForReaders());
            owner().sql("select count(*) from anomaly").query(Long.class).single();
            assertThat(rebuilding).isNotDone();
            return rebuilding;
        });

        assertThat(begun).succeedsWithin(A_MINUTE);
    }

    private static boolean isWaitingForReaders() {
        return owner().sql("select exists (select from pg_locks where mode = 'AccessExclusiveLock' and not granted)")
                .query(Boolean.class)
                .single();
    }

    /** Of a node that was killed in the middle of it. */
    @Test
    void what_an_earlier_attempt_has_left_over_is_removed() {
        db.sql("select rebuild_begin('rebuild_anomalies_leftover', array['anomaly'])")
                .query((row, _) -> true)
                .list();

        rebuild.rebuild(Projections.ANOMALIES);

        assertThat(isUnderWay(Projections.ANOMALIES)).isFalse();
    }

    /** Whoever has lost the right to rebuild without noticing must not write into what is shown. */
    @Test
    void rows_of_a_rebuild_whose_tables_are_gone_are_written_nowhere() {
        Map<String, String> before = contents(Projections.ANOMALIES);
        NewTables gone = NewTables.create(Projections.ANOMALIES, db);
        gone.drop();
        EventRows rows = EventRows.rebuilt("anomalies rebuild", new JdbcTemplate(database), gone);
        EventMessage<?> event = new GenericTrackedEventMessage<>(
                new GlobalSequenceTrackingToken(1_000_000), GenericEventMessage.asEventMessage("anything"));
        BulkStatement delete = BulkStatement.of("delete from anomaly where ?::text[] is not null");

        assertThatThrownBy(() -> transactions.executeInTransaction(() -> DefaultUnitOfWork.startAndGet(event)
                        .execute(() -> rows.write(event, changes -> changes.insert(delete, "x")))))
                .hasStackTraceContaining("schema \"rebuild_anomalies_");

        assertThat(contents(Projections.ANOMALIES)).isEqualTo(before);
    }

    /** The functions that do it have the rights of the owner of all tables, events included. */
    @Test
    void nothing_but_the_tables_of_projections_can_be_replaced() {
        for (String call : List.of(
                "rebuild_begin('rebuild_events', array['domain_event'])",
                "rebuild_finish('rebuild_events', array['anomaly', 'domain_event'])",
                "rebuild_begin('public', array['anomaly'])",
                "rebuild_end('public')",
                "rebuild_end('rebuild_\"; drop table domain_event; --')")) {
            assertThatThrownBy(() ->
                            db.sql("select " + call).query((row, _) -> true).list())
                    .as(call)
                    .hasStackTraceContaining("only tables of projections are built anew");
        }
        for (String call : List.of("allow_rebuild(array['domain_event'])", "grant_to_application('csms_app')")) {
            assertThatThrownBy(() ->
                            db.sql("select " + call).query((row, _) -> true).list())
                    .as(call)
                    .hasStackTraceContaining("permission denied");
        }
    }

    static final class Cut {
        @org.axonframework.eventhandling.EventHandler
        void on(AnomalyDetected anomaly) throws SQLException {
            throw new SQLException("connection lost", "08006");
        }
    }

    static final class Refusing {
        @org.axonframework.eventhandling.EventHandler
        void on(AnomalyDetected anomaly) {
            throw new IllegalStateException("not this one: " + anomaly.kind());
        }
    }

    private Map<String, String> contents(Projection projection) {
        Map<String, String> contents = new TreeMap<>();
        for (String table : projection.tables()) {
            contents.put(
                    table,
                    db.sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(r, ';' order by r)), '') from (select t::text as r from %s t) rows"
                                            .formatted(table))
                            .query(String.class)
                            .single());
        }
        return contents;
    }

    private List<String> indexes(Projection projection) {
        return db.sql("select indexdef from pg_indexes where schemaname = 'public' and tablename in (:tables) order"
                        + " by 1")
                .param("tables", projection.tables())
                .query(String.class)
                .list();
    }
}
