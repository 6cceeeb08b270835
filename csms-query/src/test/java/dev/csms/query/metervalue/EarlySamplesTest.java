package dev.csms.query.metervalue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.Attribution;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** MeterValues that came before the StartTransaction of their transaction. */
class EarlySamplesTest extends QuerySideTest {

    private static final Instant LATE = NOON.plusSeconds(3_600);

    private final ChargePointId chargePoint = chargePoint();
    private final TransactionId id = transaction();

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
    }

    private TransactionStarted started(TransactionId transaction, int connector, Instant at) {
        return new TransactionStarted(
                transaction,
                chargePoint,
                connector,
                new IdTagId("Alice"),
                new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null),
                1_000L,
                at,
                at,
                null,
                LATE,
                null);
    }

    private TransactionStopped stopped() {
        return new TransactionStopped(
                id, chargePoint, 1, null, LATE, LATE, StopReason.LOCAL, null, null, null, List.of(), LATE, null);
    }

    private MeterValuesReceived sample(int connector, @Nullable Long claimed, int minutesAfterNoon, String wh) {
        Instant at = NOON.plusSeconds(minutesAfterNoon * 60L);
        return new MeterValuesReceived(
                chargePoint,
                connector,
                null,
                claimed == null ? Attribution.NONE : Attribution.UNASSIGNED,
                claimed,
                List.of(new MeterValue(
                        at, List.of(new SampledValue(wh, "Sample.Periodic", null, null, null, null, "Wh")))),
                LATE,
                null);
    }

    /** Values of the register that the transaction shows. */
    private List<String> samplesOf(TransactionId transaction) {
        JsonNode series = query("{ transaction(transactionId: %d) { meterValues { samples { value } } } }"
                        .formatted(transaction.value()))
                .get("transaction")
                .get("meterValues");
        return series.isEmpty()
                ? List.of()
                : series.get(0)
                        .get("samples")
                        .valueStream()
                        .map(sample -> sample.get("value").asString())
                        .toList();
    }

    @Test
    void they_belong_to_it_once_it_comes_whatever_they_claimed() {
        happened(sample(1, null, 1, "1100"));
        happened(sample(1, -1L, 2, "1200"));
        happened(sample(1, 4_711_000_000L, 3, "1300"));

        happened(id, started(id, 1, NOON));

        assertThat(samplesOf(id)).containsExactly("1100", "1200", "1300");
    }

    @Test
    void they_are_evidence_of_its_energy() {
        happened(sample(1, null, 1, "1100"));
        happened(sample(1, null, 50, "9000"));

        happened(id, started(id, 1, NOON), stopped());

        JsonNode energy = query("{ transaction(transactionId: %d) { energy { energyWh } } }".formatted(id.value()))
                .get("transaction")
                .get("energy");
        assertThat(energy.get("energyWh").decimalValue()).isEqualByComparingTo("8000");
    }

    @Test
    void what_is_of_another_connector_or_from_before_the_start_stays_where_it_is() {
        happened(sample(2, null, 1, "1100"));
        happened(sample(1, null, -1, "900"));
        happened(sample(0, null, 1, "5000"));

        happened(id, started(id, 1, NOON));

        assertThat(samplesOf(id)).isEmpty();
    }

    @Test
    void what_a_clock_says_that_runs_days_ahead_proves_nothing() {
        happened(sample(1, null, 3 * 24 * 60, "1100"));

        happened(id, started(id, 1, NOON));

        assertThat(samplesOf(id)).isEmpty();
    }

    @Test
    void what_is_from_the_time_of_the_next_transaction_is_not_of_this_one() {
        TransactionId next = transaction();
        happened(next, started(next, 1, NOON.plusSeconds(600)));
        happened(sample(1, -1L, 5, "1100"));
        happened(sample(1, -1L, 15, "2000"));

        happened(id, started(id, 1, NOON));

        assertThat(samplesOf(id)).containsExactly("1100");
        assertThat(samplesOf(next)).isEmpty();
    }

    @Test
    void it_does_not_matter_whether_events_are_read_together() {
        TransactionId next = transaction();
        List<Runnable> story = List.of(
                () -> log().record("Fact", "fact-" + number(), sample(1, null, 1, "1100")),
                () -> log().record("Fact", "fact-" + number(), sample(1, null, 15, "1150")),
                () -> log().record("Transaction", id.toString(), started(id, 1, NOON)),
                () -> log().record("Fact", "fact-" + number(), sample(1, 4_711_000_000L, 16, "1160")),
                () -> log().record("Transaction", next.toString(), started(next, 1, NOON.plusSeconds(600))),
                () -> log().record("Fact", "fact-" + number(), sample(1, 4_711_000_000L, 17, "1170")));

        long head = log().together(() -> story.forEach(Runnable::run));

        assertThat(progress().await(head, Duration.ofSeconds(60))).isTrue();
        assertThat(samplesOf(id)).containsExactly("1100", "1150");
        assertThat(samplesOf(next)).containsExactly("1160");
    }
}
