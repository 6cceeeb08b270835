package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reservations, from the mutation over the wire to their end. */
class ReservationTest {

    private static final String STATUS = "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"%s\"}";
    private static final String SHOWN = "{ reservation { reservationId status } operation { state status } }";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void a_reservation_is_used_by_the_transaction_that_names_it() {
        csms.registerIdTag("RES-TAG");
        try (OcppClient chargePoint = booted("RES-1")) {
            Instant until = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            CompletableFuture<JsonNode> asked =
                    CompletableFuture.supplyAsync(() -> data(reserve("RES-1", "RES-TAG", until, "wait: 20")));
            JsonNode call = chargePoint.nextCall();
            assertThat(call.get(2).asString()).isEqualTo("ReserveNow");
            int id = call.get(3).path("reservationId").asInt();
            assertThat(id).isPositive();
            assertThat(Instant.parse(call.get(3).path("expiryDate").asString("")))
                    .isEqualTo(until);
            chargePoint.answer(call, "{\"status\":\"Accepted\"}");
            JsonNode answer = OcppClient.await(asked);
            assertThat(answer.path("operation").toString())
                    .isEqualTo("{\"state\":\"ANSWERED\",\"status\":\"Accepted\"}");
            assertThat(answer.path("reservation").path("reservationId").asInt()).isEqualTo(id);
            awaitStatus(id, "ACCEPTED");
            chargePoint.call("StatusNotification", STATUS.formatted(1, "Reserved"));
            assertThat(error(reserve("RES-1", "RES-TAG", until, "")))
                    .contains("QUESTIONABLE", "connector 1 is reserved until");

            int transaction = chargePoint
                    .call(
                            "StartTransaction",
                            "{\"connectorId\":1,\"idTag\":\"RES-TAG\",\"meterStart\":0,\"reservationId\":%d,\"timestamp\":\"%s\"}"
                                    .formatted(id, Instant.now()))
                    .path("transactionId")
                    .asInt();
            awaitStatus(id, "USED");
            assertThat(csms.graphQl()
                            .data("{ chargePoint(identity: \"RES-1\") { reservations { nodes { transactionId } } } }")
                            .toString())
                    .contains("\"transactionId\":" + transaction);
        }
    }

    @Test
    void a_reservation_ends_in_time_without_a_word_of_the_charge_point() {
        csms.registerIdTag("RES-SHORT");
        try (OcppClient chargePoint = booted("RES-2")) {
            data(reserve("RES-2", "RES-SHORT", Instant.now().plusSeconds(4), ""));
            int id = chargePoint
                    .expect("ReserveNow", "{\"status\":\"Accepted\"}")
                    .path("reservationId")
                    .asInt();
            awaitStatus(id, "EXPIRED");
        }
    }

    @Test
    void a_reservation_is_cancelled_and_one_that_nobody_knows_by_force() {
        csms.registerIdTag("RES-CANCEL");
        try (OcppClient chargePoint = booted("RES-3")) {
            data(reserve("RES-3", "RES-CANCEL", Instant.now().plusSeconds(600), ""));
            int id = chargePoint
                    .expect("ReserveNow", "{\"status\":\"Accepted\"}")
                    .path("reservationId")
                    .asInt();
            awaitStatus(id, "ACCEPTED");
            data("cancelReservation(reservationId: %d) { operation { state } }".formatted(id));
            chargePoint.expect("CancelReservation", "{\"status\":\"Accepted\"}");
            awaitStatus(id, "CANCELLED");

            String foreign =
                    "cancelReservation(reservationId: 2000000000, chargePointId: \"RES-3\"%s) { operation { state } }";
            assertThat(error(foreign.formatted(""))).contains("QUESTIONABLE", "holds no reservation 2000000000");
            data(foreign.formatted(", options: {force: true}"));
            assertThat(chargePoint
                            .expect("CancelReservation", "{\"status\":\"Rejected\"}")
                            .toString())
                    .isEqualTo("{\"reservationId\":2000000000}");
        }
    }

    private static String reserve(String chargePoint, String idTag, Instant until, String options) {
        return "reserveNow(chargePointId: \"%s\", connectorId: 1, idTag: \"%s\", expiryDate: \"%s\", options: {%s}) %s"
                .formatted(chargePoint, idTag, until, options, SHOWN);
    }

    private OcppClient booted(String identity) {
        OcppClient chargePoint = csms.booted(identity);
        chargePoint.call("StatusNotification", STATUS.formatted(1, "Available"));
        chargePoint.call("StatusNotification", STATUS.formatted(2, "Available"));
        return chargePoint;
    }

    private JsonNode data(String mutation) {
        return csms.graphQl().data("mutation { it: " + mutation + " }").path("it");
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " }");
    }

    private void awaitStatus(int reservationId, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .data("{ reservation(reservationId: %d) { status } }".formatted(reservationId))
                                .path("reservation")
                                .path("status")
                                .asString(""))
                        .isEqualTo(status));
    }
}
