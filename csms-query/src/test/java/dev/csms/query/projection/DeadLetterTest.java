package dev.csms.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeadLetterTest extends QuerySideTest {

    /** A time that Java can say and PostgreSQL cannot keep. */
    private static final Instant BEYOND_TIME = Instant.parse("+999999-01-01T00:00:00Z");

    private final ChargePointId chargePoint = chargePoint();
    private final TransactionId before = transaction();
    private final TransactionId poison = transaction();
    private final TransactionId after = transaction();

    @Autowired
    private Configuration axon;

    @Autowired
    private JdbcClient db;

    @AfterEach
    void clear() {
        db.sql("delete from dead_letter").update();
    }

    @Test
    void of_a_batch_only_the_event_to_blame_is_parked_and_what_belongs_to_it() {
        long head = log().together(() -> {
            log().record("Transaction", before.toString(), started(before, NOON));
            log().record("Transaction", poison.toString(), started(poison, BEYOND_TIME), stopped(poison));
            log().record("Transaction", after.toString(), started(after, NOON), stopped(after));
        });
        assertThat(progress().await(head, Duration.ofSeconds(30))).isTrue();

        assertThat(state(before)).isEqualTo("\"OPEN\"");
        assertThat(state(after)).isEqualTo("\"STOPPED\"");
        assertThat(query("{ transaction(transactionId: %d) { state } }".formatted(poison.value()))
                        .get("transaction")
                        .isNull())
                .isTrue();
        assertThat(db.sql("select payload_type from dead_letter where processing_group = 'transactions' order by"
                                + " sequence_index")
                        .query(String.class)
                        .list())
                .containsExactly(TransactionStarted.class.getName(), TransactionStopped.class.getName());
        assertThat(query("{ projections { name deadLetters } }").toString())
                .contains("{\"name\":\"transactions\",\"deadLetters\":2}");
    }

    @Test
    void what_could_not_be_written_is_written_on_a_later_try_once_it_can_be() {
        owner().sql("alter table transaction add constraint no_such_connector check (connector_id <> 4711)")
                .update();
        try {
            long head = log().record("Transaction", poison.toString(), startedOnConnector(4711), stopped(poison));
            assertThat(progress().await(head, Duration.ofSeconds(30))).isTrue();
            assertThat(progress().all().get(1).deadLetters()).isEqualTo(2);
        } finally {
            owner().sql("alter table transaction drop constraint no_such_connector")
                    .update();
        }

        axon.eventProcessingConfiguration()
                .sequencedDeadLetterProcessor("transactions")
                .orElseThrow()
                .processAny();

        assertThat(state(poison)).isEqualTo("\"STOPPED\"");
        assertThat(progress().all().get(1).deadLetters()).isZero();
    }

    @Test
    void a_column_that_a_newer_version_adds_parks_nothing() {
        happened(before, started(before, NOON));
        for (int i = 0; i < 30; i++) { // until the statements are prepared
            TransactionId next = transaction();
            happened(next, started(next, NOON));
        }
        owner().sql("alter table transaction add column of_tomorrow text").update();
        try {
            for (int i = 0; i < 10; i++) {
                TransactionId next = transaction();
                happened(next, started(next, NOON), stopped(next));
            }
            happened(before, stopped(before));
        } finally {
            owner().sql("alter table transaction drop column of_tomorrow").update();
        }
        happened(after, started(after, NOON), stopped(after));

        assertThat(state(before)).isEqualTo("\"STOPPED\"");
        assertThat(state(after)).isEqualTo("\"STOPPED\"");
        assertThat(progress().all().get(1).deadLetters()).isZero();
    }

    private String state(TransactionId id) {
        return query("{ transaction(transactionId: %d) { state } }".formatted(id.value()))
                .get("transaction")
                .get("state")
                .toString();
    }

    private TransactionStarted started(TransactionId id, Instant at) {
        return new TransactionStarted(
                id, chargePoint, 1, new IdTagId("A"), IdTagInfo.INVALID, 0L, at, null, null, NOON, null);
    }

    private TransactionStarted startedOnConnector(int connectorId) {
        return new TransactionStarted(
                poison,
                chargePoint,
                connectorId,
                new IdTagId("A"),
                IdTagInfo.INVALID,
                0L,
                NOON,
                null,
                null,
                NOON,
                null);
    }

    private TransactionStopped stopped(TransactionId id) {
        return new TransactionStopped(
                id,
                chargePoint,
                1,
                9L,
                NOON.plusSeconds(60),
                null,
                StopReason.LOCAL,
                null,
                null,
                null,
                List.of(),
                NOON,
                null);
    }
}
