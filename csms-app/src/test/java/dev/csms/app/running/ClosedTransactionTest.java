package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A transaction whose stop never came keeps a driver from charging elsewhere until somebody ends it. */
class ClosedTransactionTest {

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void it_frees_the_driver_and_is_corrected_by_the_stop() {
        csms.registerIdTag("STRANDED");
        String id;
        try (OcppClient lost = csms.booted("CLOSED-1");
                OcppClient other = csms.booted("CLOSED-2")) {
            id = start(lost, 1).path("transactionId").asString();
            assertThat(start(other, 1).at("/idTagInfo/status").asString()).isEqualTo("ConcurrentTx");

            assertThat(csms.graphQl().errors("mutation { " + close("CLOSED-2", id, "mistaken") + " }"))
                    .contains("NOT_FOUND");
            assertThat(csms.graphQl().errors("mutation { " + close("CLOSED-1", id, "  ") + " }"))
                    .contains("BAD_USER_INPUT", "reason must have 1 to 500 characters, not 0");
            JsonNode closed = csms.graphQl().data("mutation { it: " + close("CLOSED-1", id, "burnt down") + " }");
            assertThat(closed.path("it").toString())
                    .isEqualTo("{\"closed\":true,\"transaction\":{\"closing\":{\"rule\":\"OPERATOR\",\"evidence\":"
                            + "\"burnt down\"}}}");
            assertThat(start(other, 2).at("/idTagInfo/status").asString()).isEqualTo("Accepted");

            lost.call(
                    "StopTransaction",
                    "{\"transactionId\":%s,\"meterStop\":5000,\"timestamp\":\"2026-11-24T11:00:00Z\"}".formatted(id));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(csms.graphQl()
                                    .data("{ transaction(transactionId: %s) { stop { meterStopWh } } }".formatted(id))
                                    .at("/transaction/stop/meterStopWh")
                                    .asInt())
                            .isEqualTo(5_000));
        }
    }

    private static String close(String chargePoint, String transactionId, String reason) {
        return ("closeTransaction(chargePointId: \"%s\", transactionId: %s, reason: \"%s\") { closed transaction {"
                        + " closing { rule evidence } } }")
                .formatted(chargePoint, transactionId, reason);
    }

    private static JsonNode start(OcppClient chargePoint, int connectorId) {
        return chargePoint.call(
                "StartTransaction",
                ("{\"connectorId\":%d,\"idTag\":\"STRANDED\",\"meterStart\":0,\"timestamp\":\"2026-11-24T10:00:00Z\"}")
                        .formatted(connectorId));
    }
}
