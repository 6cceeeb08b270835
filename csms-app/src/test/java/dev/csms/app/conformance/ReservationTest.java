package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reservation profile. */
@FeatureProfile("Reservation")
class ReservationTest extends CertificationScenarios {

    private static final Instant IN_AN_HOUR =
            Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void TC_046_CSMS_reserve_a_connector_and_charge_there() {
        int reservation = reserve(CONNECTOR, "Accepted");
        chargePoint.reports(CONNECTOR, "Reserved");
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.starts(CONNECTOR, idTag, Instant.now(), reservation, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");
    }

    @Test
    void TC_047_CSMS_reservation_expires() {
        reserve(CONNECTOR, "Accepted");
        chargePoint.reports(CONNECTOR, "Reserved");
        chargePoint.reports(CONNECTOR, "Available");
    }

    @Test
    void TC_048_1_CSMS_reserve_a_faulted_connector() {
        reserve(CONNECTOR, "Faulted");
    }

    @Test
    void TC_048_2_CSMS_reserve_an_occupied_connector() {
        chargePoint.reports(CONNECTOR, "Preparing");
        reserve(CONNECTOR, "Occupied");
    }

    @Test
    void TC_048_3_CSMS_reserve_an_unavailable_connector() {
        Asked change = operator.asks("changeAvailability", "connectorId: %d, type: INOPERATIVE".formatted(CONNECTOR));
        chargePoint
                .isSent("ChangeAvailability")
                .with("{'connectorId': %d, 'type': 'Inoperative'}".formatted(CONNECTOR))
                .isAnsweredWithStatus("Accepted");
        change.isAnswered("Accepted");
        chargePoint.reports(CONNECTOR, "Unavailable");
        reserve(CONNECTOR, "Unavailable");
    }

    @Test
    void TC_048_4_CSMS_reservation_rejected() {
        reserve(CONNECTOR, "Rejected");
    }

    @Test
    void TC_049_CSMS_reserve_the_whole_charge_point() {
        reserve(0, "Accepted");
        chargePoint.reports(CONNECTOR, "Reserved");
    }

    @Test
    void TC_051_CSMS_cancel_a_reservation() {
        int reservation = reserve(CONNECTOR, "Accepted");
        chargePoint.reports(CONNECTOR, "Reserved");
        cancel(reservation, "Accepted");
        chargePoint.reports(CONNECTOR, "Available");
    }

    @Test
    void TC_052_CSMS_cancel_a_reservation_that_is_not_there() {
        int reservation = reserve(CONNECTOR, "Accepted");
        chargePoint.reports(CONNECTOR, "Reserved");
        cancel(reservation + 1_000_000, "Rejected");
        cancel(reservation, "Rejected");
    }

    @Test
    void TC_053_CSMS_use_a_reservation_of_a_group() {
        String group = identity + "_GROUP";
        String other = identity + "_OTHER";
        operator.change(
                "setParentIdTag(input: {idTag: \"%s\", parentIdTag: \"%s\"}) { idTag { id } }".formatted(idTag, group));
        operator.registersIdTag(other, ", parentIdTag: \"%s\"".formatted(group));
        int reservation = reserve(CONNECTOR, ", parentIdTag: \"%s\"".formatted(group), "Accepted", group);
        chargePoint.reports(CONNECTOR, "Reserved");
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Preparing");
        int transaction = chargePoint.starts(CONNECTOR, idTag, Instant.now(), reservation, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");

        JsonNode idTagInfo = chargePoint.authorizes(other, "Accepted");
        assertThat(idTagInfo.path("parentIdTag").asString("")).isEqualTo(group);
        chargePoint.stops(transaction, "Local");
        chargePoint.reports(CONNECTOR, "Finishing");
    }

    private int reserve(int connectorId, String answer) {
        return reserve(connectorId, "", answer, null);
    }

    /** Gives the number of the reservation. */
    private int reserve(int connectorId, String further, String answer, String parentIdTag) {
        Asked reserve = operator.insistsOn(
                "reserveNow",
                "connectorId: %d, idTag: \"%s\", expiryDate: \"%s\"%s"
                        .formatted(connectorId, idTag, IN_AN_HOUR, further));
        ReceivedCall call = chargePoint
                .isSent("ReserveNow")
                .where("/connectorId", connectorId)
                .where("/idTag", idTag);
        assertThat(Instant.parse(call.payload().path("expiryDate").asString("")))
                .isEqualTo(IN_AN_HOUR);
        if (parentIdTag == null) {
            call.whereThereIsNo("/parentIdTag");
        } else {
            call.where("/parentIdTag", parentIdTag);
        }
        call.isAnsweredWithStatus(answer);
        reserve.isAnswered(answer);
        return call.payload().path("reservationId").asInt();
    }

    private void cancel(int reservationId, String answer) {
        Asked cancel = operator.insistsOn("cancelReservation", "reservationId: " + reservationId);
        chargePoint
                .isSent("CancelReservation")
                .with("{'reservationId': %d}".formatted(reservationId))
                .isAnsweredWithStatus(answer);
        cancel.isAnswered(answer);
    }
}
