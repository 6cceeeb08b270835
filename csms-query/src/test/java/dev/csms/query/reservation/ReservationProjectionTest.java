package dev.csms.query.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.reservation.ReservationEnd;
import dev.csms.domain.reservation.ReservationEvent.ConnectorZeroReservationsReported;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationOutcomeUnknown;
import dev.csms.domain.reservation.ReservationEvent.ReservationRefused;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationEvent.ReservationUsed;
import dev.csms.domain.reservation.ReservationRefusal;
import dev.csms.domain.reservation.ReservationTerms;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ReservationProjectionTest extends QuerySideTest {

    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final OperationId OPERATION = new OperationId("o-1");

    private final ChargePointId chargePoint = chargePoint();
    private final int id = number();
    private final ReservationTerms terms = new ReservationTerms(1, "Alice", "FAMILY", ONE);

    @Autowired
    private ReservationQueries queries;

    @BeforeEach
    void requested() {
        happened(
                chargePoint,
                registered(chargePoint),
                new ReservationRequested(chargePoint, id, OPERATION, terms, NOON));
    }

    @Test
    void a_reservation_is_shown_from_the_moment_it_is_asked_for() {
        assertShown(
                "chargePointIdentity status connectorId idTag parentIdTag expiresAt requestedAt acceptedAt operationId",
                """
                {"chargePointIdentity":"%s","status":"REQUESTED","connectorId":1,"idTag":"Alice",\
                "parentIdTag":"FAMILY","expiresAt":"2026-03-01T13:00:00Z","requestedAt":"2026-03-01T12:00:00Z",\
                "acceptedAt":null,"operationId":"o-1"}\
                """.formatted(chargePoint.value()));
    }

    @Test
    void it_shows_how_it_was_used() {
        accepted();
        TransactionId transaction = transaction();
        happened(chargePoint, new ReservationUsed(chargePoint, id, transaction, 2, NOON.plusSeconds(9)));
        assertShown("chargePoint { identity } status transactionId usedConnectorId endedAt", """
            {"chargePoint":{"identity":"%s"},"status":"USED","transactionId":%d,"usedConnectorId":2,"endedAt":"2026-03-01T12:00:09Z"}\
            """.formatted(
                        chargePoint.value(), transaction.value()));
    }

    @Test
    void it_shows_how_it_was_refused_or_ended() {
        happened(
                chargePoint,
                new ReservationRefused(chargePoint, id, OPERATION, ReservationRefusal.OCCUPIED, false, NOON));
        assertShown("status endedAt", "{\"status\":\"OCCUPIED\",\"endedAt\":\"2026-03-01T12:00:00Z\"}");
        happened(
                chargePoint,
                new ReservationRequested(chargePoint, id, OPERATION, terms, ONE),
                new ReservationOutcomeUnknown(chargePoint, id, OPERATION, terms, ONE));
        assertShown("status endedAt", "{\"status\":\"UNKNOWN\",\"endedAt\":null}");
        happened(chargePoint, new ReservationEnded(chargePoint, id, ReservationEnd.CONNECTOR_FAULTED, ONE));
        assertShown("status", "{\"status\":\"CONNECTOR_FAULTED\"}");
    }

    @Test
    void a_change_shows_while_it_is_asked_for_and_when_it_is_agreed() {
        accepted();
        ReservationTerms longer = new ReservationTerms(1, "Alice", null, ONE.plusSeconds(60));
        happened(chargePoint, new ReservationRequested(chargePoint, id, OPERATION, longer, ONE));
        assertShown("status changeRequested parentIdTag", """
            {"status":"ACCEPTED","changeRequested":true,"parentIdTag":"FAMILY"}\
            """);
        happened(
                chargePoint,
                new ReservationRefused(chargePoint, id, OPERATION, ReservationRefusal.REJECTED, true, ONE));
        assertShown("status changeRequested", "{\"status\":\"ACCEPTED\",\"changeRequested\":false}");
        happened(
                chargePoint,
                new ReservationRequested(chargePoint, id, OPERATION, longer, ONE),
                new ReservationAccepted(chargePoint, id, OPERATION, longer, ONE));
        assertShown("status changeRequested parentIdTag expiresAt", """
            {"status":"ACCEPTED","changeRequested":false,"parentIdTag":null,"expiresAt":"2026-03-01T13:01:00Z"}\
            """);
    }

    @Test
    void what_is_over_is_found_until_it_has_been_ended() {
        assertThat(queries.chargePointsWithExpired(ONE)).doesNotContain(chargePoint);
        accepted();
        assertThat(queries.chargePointsWithExpired(ONE.minusSeconds(1))).doesNotContain(chargePoint);
        assertThat(queries.chargePointsWithExpired(ONE)).contains(chargePoint);
        happened(chargePoint, new ReservationEnded(chargePoint, id, ReservationEnd.EXPIRED, ONE));
        assertThat(queries.chargePointsWithExpired(ONE)).doesNotContain(chargePoint);
    }

    @Test
    void reservations_are_listed_by_filter_and_page_by_page() {
        int later = number();
        happened(
                chargePoint,
                new ReservationRequested(
                        chargePoint, later, OPERATION, new ReservationTerms(0, "BOB", null, ONE), NOON.plusSeconds(1)),
                new ConnectorZeroReservationsReported(chargePoint, true, NOON));
        String own = "chargePoint: \"" + chargePoint.value().toLowerCase(Locale.ROOT) + "\"";
        assertThat(listed(own)).isEqualTo("[{\"reservationId\":%d},{\"reservationId\":%d}]".formatted(later, id));
        assertThat(listed(own + ", idTag: \"alice\"")).isEqualTo("[{\"reservationId\":%d}]".formatted(id));
        assertThat(listed(own + ", connectorId: 0, statuses: [REQUESTED]"))
                .isEqualTo("[{\"reservationId\":%d}]".formatted(later));
        assertThat(listed(own + ", expiringBefore: \"2026-03-01T13:00:00Z\"")).isEqualTo("[]");

        String first =
                "{ chargePoint(identity: \"%s\") { reservations(first: 1%s) { nodes { reservationId id } pageInfo {"
                        + " endCursor hasNextPage } } } }";
        JsonNode page = query(first.formatted(chargePoint.value(), ""))
                .get("chargePoint")
                .get("reservations");
        assertThat(page.get("pageInfo").get("hasNextPage").asBoolean()).isTrue();
        JsonNode next = query(first.formatted(
                        chargePoint.value(),
                        ", after: \"" + page.get("pageInfo").get("endCursor").asString() + "\""))
                .get("chargePoint")
                .get("reservations");
        assertThat(next.get("nodes").get(0).get("reservationId").asInt()).isEqualTo(id);
        assertThat(query("{ node(id: \"%s\") { ... on Reservation { reservationId } } }"
                                .formatted(next.get("nodes").get(0).get("id").asString()))
                        .toString())
                .isEqualTo("{\"node\":{\"reservationId\":%d}}".formatted(id));
    }

    private void accepted() {
        happened(chargePoint, new ReservationAccepted(chargePoint, id, OPERATION, terms, NOON));
    }

    private String listed(String filter) {
        return query("{ reservations(filter: {%s}) { nodes { reservationId } } }".formatted(filter))
                .get("reservations")
                .get("nodes")
                .toString();
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ reservation(reservationId: %d) { %s } }".formatted(id, fields))
                        .get("reservation")
                        .toString())
                .isEqualTo(expected);
    }
}
