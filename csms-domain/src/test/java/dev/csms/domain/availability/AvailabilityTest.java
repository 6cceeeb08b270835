package dev.csms.domain.availability;

import static dev.csms.domain.chargepoint.ChargePointStatus.AVAILABLE;
import static dev.csms.domain.chargepoint.ChargePointStatus.CHARGING;
import static dev.csms.domain.chargepoint.ChargePointStatus.FAULTED;
import static dev.csms.domain.chargepoint.ChargePointStatus.UNAVAILABLE;
import static dev.csms.domain.operation.AvailabilityType.INOPERATIVE;
import static dev.csms.domain.operation.AvailabilityType.OPERATIVE;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.availability.AvailabilityEvent.AvailabilityAgreed;
import dev.csms.domain.availability.AvailabilityEvent.ScheduledAvailabilityReached;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.ChangeAvailability;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ChangeAvailability FIRST_DOWN = new ChangeAvailability(1, INOPERATIVE);
    private static final ChangeAvailability ALL_DOWN = new ChangeAvailability(0, INOPERATIVE);
    private static final Answer PLAIN = new Answer.Plain();

    private final AskedChargePoint chargePoint = new AskedChargePoint(CP, new SessionId("s-1"), NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(chargePoint.connected());
        csms.given(reports(0, AVAILABLE), reports(1, CHARGING), reports(2, AVAILABLE));
    }

    @Test
    void what_was_accepted_is_desired() {
        csms.given(chargePoint.asked("op-1", FIRST_DOWN))
                .when(chargePoint.answered("op-1", "Accepted", PLAIN, NOON))
                .expectEvents(answered("op-1", "Accepted"), new AvailabilityAgreed(CP, 1, INOPERATIVE, false, NOON));
    }

    @Test
    void what_was_rejected_is_not() {
        csms.given(chargePoint.asked("op-1", FIRST_DOWN))
                .when(chargePoint.answered("op-1", "Rejected", PLAIN, NOON))
                .expectEvents(answered("op-1", "Rejected"));
    }

    @Test
    void what_was_agreed_already_is_no_news_not_even_after_a_boot() {
        csms.given(chargePoint.done("op-1", FIRST_DOWN, "Accepted", PLAIN))
                .given(reports(1, UNAVAILABLE), chargePoint.boot(NOON.plusSeconds(60)))
                .given(chargePoint.asked("op-2", FIRST_DOWN))
                .when(chargePoint.answered("op-2", "Accepted", PLAIN, NOON))
                .expectEvents(answered("op-2", "Accepted"));
    }

    @Test
    void what_was_scheduled_is_reached_when_the_connector_shows_it() {
        csms.given(chargePoint.asked("op-1", FIRST_DOWN))
                .when(chargePoint.answered("op-1", "Scheduled", PLAIN, NOON))
                .expectEvents(answered("op-1", "Scheduled"), new AvailabilityAgreed(CP, 1, INOPERATIVE, true, NOON));
        csms.given().when(reports(1, FAULTED)).expectEventTypes(ConnectorStatusChanged.class);
        csms.given()
                .when(reports(1, UNAVAILABLE))
                .expectEventTypes(ConnectorStatusChanged.class, ScheduledAvailabilityReached.class);
        csms.given().when(reports(1, AVAILABLE)).expectEventTypes(ConnectorStatusChanged.class);
        csms.given().when(reports(1, UNAVAILABLE)).expectEventTypes(ConnectorStatusChanged.class);
    }

    @Test
    void what_was_scheduled_for_all_is_reached_by_each_in_its_time() {
        csms.given(reports(2, UNAVAILABLE))
                .given(chargePoint.asked("op-1", ALL_DOWN))
                .when(chargePoint.answered("op-1", "Scheduled", PLAIN, NOON))
                .expectEvents(
                        answered("op-1", "Scheduled"),
                        new AvailabilityAgreed(CP, 0, INOPERATIVE, true, NOON),
                        new ScheduledAvailabilityReached(CP, 2, INOPERATIVE, NOON));
        csms.given()
                .when(reports(0, UNAVAILABLE))
                .expectEventTypes(ConnectorStatusChanged.class, ScheduledAvailabilityReached.class);
        csms.given()
                .when(reports(1, UNAVAILABLE))
                .expectEventTypes(ConnectorStatusChanged.class, ScheduledAvailabilityReached.class);
        csms.given().when(reports(1, CHARGING)).expectEventTypes(ConnectorStatusChanged.class);
    }

    @Test
    void what_is_agreed_for_all_takes_the_place_of_what_was_agreed_for_one() {
        csms.given(chargePoint.done("op-1", ALL_DOWN, "Accepted", PLAIN))
                .given(chargePoint.done("op-2", new ChangeAvailability(1, OPERATIVE), "Accepted", PLAIN))
                .given(chargePoint.asked("op-3", ALL_DOWN))
                .when(chargePoint.answered("op-3", "Accepted", PLAIN, NOON))
                .expectEvents(answered("op-3", "Accepted"), new AvailabilityAgreed(CP, 0, INOPERATIVE, false, NOON));
        csms.given(chargePoint.asked("op-4", FIRST_DOWN))
                .when(chargePoint.answered("op-4", "Accepted", PLAIN, NOON))
                .expectEvents(answered("op-4", "Accepted"));
    }

    private static ReportStatus reports(int connectorId, ChargePointStatus status) {
        return new ReportStatus(
                CP, connectorId, new StatusReport(status, ChargePointErrorCode.NO_ERROR, null, null, null, null), NOON);
    }

    private static OperationAnswered answered(String operation, String status) {
        return new OperationAnswered(CP, new OperationId(operation), status, "{}", NOON);
    }
}
