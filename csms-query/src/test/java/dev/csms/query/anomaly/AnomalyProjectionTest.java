package dev.csms.query.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.QuerySideTest;
import dev.csms.query.anomaly.DeviationLog.Deviation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AnomalyProjectionTest extends QuerySideTest {

    private final ChargePointId chargePoint = chargePoint();

    @Autowired
    private DeviationLog deviations;

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
    }

    @Test
    void anomalies_are_listed_by_charge_point_kind_and_transaction() {
        long claimed = 4_000_000_000L + number();
        happened(new AnomalyDetected(
                chargePoint, AnomalyKind.UNKNOWN_TRANSACTION, 1, claimed, "which was never started", "{}", NOON));
        happened(new AnomalyDetected(chargePoint, AnomalyKind.CLOCK_AHEAD, null, null, "early", null, NOON));

        assertThat(anomalies("chargePoint: \"%s\"".formatted(chargePoint.value())))
                .isEqualTo("""
                    [{"kind":"CLOCK_AHEAD","connectorId":null,"transactionId":null,"description":"early","raw":null},\
                    {"kind":"UNKNOWN_TRANSACTION","connectorId":1,"transactionId":%d,\
                    "description":"which was never started","raw":"{}"}]\
                    """.formatted(claimed));
        assertThat(anomalies("transactionId: " + claimed)).contains("UNKNOWN_TRANSACTION");
        assertThat(anomalies("chargePoint: \"%s\", kinds: [CLOCK_AHEAD]".formatted(chargePoint.value())))
                .contains("early")
                .doesNotContain("never started");
        assertThat(query(
                                "{ chargePoint(identity: \"%s\") { anomalies(first: 1) { nodes { kind } pageInfo { hasNextPage } } } }"
                                        .formatted(chargePoint.value()))
                        .toString())
                .contains("CLOCK_AHEAD", "\"hasNextPage\":true");
    }

    private String anomalies(String filter) {
        return query("{ anomalies(filter: {%s}) { nodes { kind connectorId transactionId description raw } } }"
                        .formatted(filter))
                .get("anomalies")
                .get("nodes")
                .toString();
    }

    @Test
    void deviations_add_up() {
        deviations.record(List.of(
                deviation(3, 0, "first"), new Deviation(chargePoint, "UNKNOWN_MEMBER", "Boot.x", 9, NOON, NOON, "1")));
        deviations.record(List.of(deviation(4, 60, "second")));

        assertThat(query(
                                "{ chargePoint(identity: \"%s\") { deviations { kind member count firstSeenAt lastSeenAt lastExample } } }"
                                        .formatted(chargePoint.value()))
                        .get("chargePoint")
                        .get("deviations")
                        .toString())
                .isEqualTo("""
                    [{"kind":"UNKNOWN_MEMBER","member":"Boot.x","count":9,"firstSeenAt":"2026-03-01T12:00:00Z",\
                    "lastSeenAt":"2026-03-01T12:00:00Z","lastExample":"1"},\
                    {"kind":"TIME_WITHOUT_ZONE","member":"StatusNotification.timestamp","count":7,\
                    "firstSeenAt":"2026-03-01T12:00:00Z","lastSeenAt":"2026-03-01T12:01:00Z",\
                    "lastExample":"second"}]\
                    """);
    }

    private Deviation deviation(long count, int afterSeconds, String example) {
        return new Deviation(
                chargePoint,
                "TIME_WITHOUT_ZONE",
                "StatusNotification.timestamp",
                count,
                NOON.plusSeconds(afterSeconds),
                NOON.plusSeconds(afterSeconds),
                example);
    }
}
