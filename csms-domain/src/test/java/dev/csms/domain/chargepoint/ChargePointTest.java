package dev.csms.domain.chargepoint;

import static dev.csms.domain.chargepoint.ChargePointErrorCode.NO_ERROR;
import static dev.csms.domain.chargepoint.ChargePointErrorCode.OVER_VOLTAGE;
import static dev.csms.domain.chargepoint.ChargePointStatus.AVAILABLE;
import static dev.csms.domain.chargepoint.ChargePointStatus.CHARGING;
import static dev.csms.domain.chargepoint.ChargePointStatus.FAULTED;
import static dev.csms.domain.chargepoint.ChargePointStatus.FINISHING;
import static dev.csms.domain.chargepoint.ChargePointStatus.PREPARING;
import static dev.csms.domain.chargepoint.MessagePolicy.LENIENT;
import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static dev.csms.domain.chargepoint.RegistrationStatus.ACCEPTED;
import static dev.csms.domain.chargepoint.RegistrationStatus.PENDING;
import static dev.csms.domain.chargepoint.RegistrationStatus.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.SetMessagePolicy;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointCommand.TransferData;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusRepeated;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.OutdatedConnectorStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.credential.Authentication;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargePointTest {

    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final SessionId FIRST = new SessionId("s-1");
    private static final SessionId SECOND = new SessionId("s-2");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final BootData BOOT_DATA =
            new BootData("Vendor", "Model", "SN-1", null, "1.0", null, null, null, null);

    private final FixtureConfiguration<ChargePoint> chargePoint = new AggregateTestFixture<>(ChargePoint.class);

    // registration

    @Test
    void an_operator_registers_a_charge_point() {
        chargePoint
                .givenNoPriorActivity()
                .when(new RegisterChargePoint(ID, ACCEPTED, RegistrationSource.OPERATOR, STRICT, 600))
                .expectResultMessagePayload(true)
                .expectEvents(new ChargePointRegistered(ID, ACCEPTED, RegistrationSource.OPERATOR, STRICT, 600));
    }

    @Test
    void registering_it_again_changes_nothing() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new RegisterChargePoint(ID, REJECTED, RegistrationSource.OPERATOR, LENIENT, 60))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void the_same_identity_in_other_letters_is_the_same_charge_point() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new RegisterChargePoint(
                        new ChargePointId("cp-1"), ACCEPTED, RegistrationSource.OPERATOR, STRICT, null))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void a_changed_registration_is_an_event_and_the_same_one_is_none() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new SetRegistration(ID, REJECTED, 900))
                .expectEvents(new RegistrationChanged(ID, REJECTED, 900));
        chargePoint
                .given(registered(ACCEPTED))
                .when(new SetRegistration(ID, ACCEPTED, null))
                .expectNoEvents();
    }

    @Test
    void a_changed_message_policy_is_an_event_and_the_same_one_is_none() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new SetMessagePolicy(ID, LENIENT))
                .expectEvents(new MessagePolicyChanged(ID, LENIENT));
        chargePoint
                .given(registered(ACCEPTED))
                .when(new SetMessagePolicy(ID, STRICT))
                .expectNoEvents();
    }

    // sessions

    @Test
    void a_charge_point_that_has_never_booted_is_admitted_but_not_accepted() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(open(FIRST))
                .expectEvents(opened(FIRST))
                .expectResultMessagePayload(new SessionAdmission(ID, false, STRICT, ChargePointOptions.NONE, 1));
    }

    @Test
    void a_charge_point_that_reconnects_is_still_accepted() {
        chargePoint
                .given(registered(ACCEPTED), opened(FIRST), booted(FIRST, ACCEPTED, 300), closed(FIRST))
                .when(open(SECOND))
                .expectResultMessagePayload(new SessionAdmission(ID, true, STRICT, ChargePointOptions.NONE, 4));
    }

    @Test
    void a_charge_point_whose_last_boot_was_pending_is_not_accepted() {
        chargePoint
                .given(registered(ACCEPTED), booted(FIRST, PENDING, 60))
                .when(open(SECOND))
                .expectResultMessagePayload(new SessionAdmission(ID, false, STRICT, ChargePointOptions.NONE, 2));
    }

    @Test
    void an_unknown_charge_point_is_not_admitted() {
        chargePoint.givenNoPriorActivity().when(open(FIRST)).expectException(AggregateNotFoundException.class);
    }

    @Test
    void the_newest_connection_supersedes_the_one_before() {
        chargePoint
                .given(registered(ACCEPTED), opened(FIRST))
                .when(open(SECOND))
                .expectEvents(new SessionSuperseded(ID, FIRST, SECOND, "node-1", NOON), opened(SECOND));
    }

    @Test
    void the_late_end_of_a_superseded_connection_does_not_end_the_newer_one() {
        chargePoint
                .given(
                        registered(ACCEPTED),
                        opened(FIRST),
                        new SessionSuperseded(ID, FIRST, SECOND, "node-1", NOON),
                        opened(SECOND))
                .when(new CloseSession(ID, FIRST, 1008, "superseded", NOON))
                .expectNoEvents();
    }

    @Test
    void the_end_of_a_connection_is_an_event_once() {
        chargePoint
                .given(registered(ACCEPTED), opened(FIRST))
                .when(new CloseSession(ID, FIRST, 1000, "bye", NOON))
                .expectEvents(new SessionClosed(ID, FIRST, 1000, "bye", NOON));
        chargePoint
                .given(registered(ACCEPTED), opened(FIRST), closed(FIRST))
                .when(new CloseSession(ID, FIRST, 1000, "bye", NOON))
                .expectNoEvents();
    }

    // boot

    @ParameterizedTest
    @CsvSource({"ACCEPTED, 300", "PENDING, 60", "REJECTED, 60"})
    void a_boot_is_answered_as_registered_with_the_default_interval(RegistrationStatus registration, int interval) {
        chargePoint
                .given(registered(registration))
                .when(boot(FIRST, BOOT_DATA))
                .expectEvents(booted(FIRST, registration, interval))
                .expectResultMessagePayload(new BootAnswer(registration, interval));
    }

    @Test
    void a_charge_points_own_interval_goes_before_the_default() {
        chargePoint
                .given(registered(ACCEPTED), new RegistrationChanged(ID, ACCEPTED, 42))
                .when(boot(FIRST, BOOT_DATA))
                .expectResultMessagePayload(new BootAnswer(ACCEPTED, 42));
    }

    @Test
    void first_pending_then_accepted_takes_effect_at_the_next_boot() {
        chargePoint
                .given(registered(PENDING), booted(FIRST, PENDING, 60), new RegistrationChanged(ID, ACCEPTED, null))
                .when(boot(FIRST, BOOT_DATA))
                .expectEvents(booted(FIRST, ACCEPTED, 300))
                .expectResultMessagePayload(new BootAnswer(ACCEPTED, 300));
    }

    @Test
    void a_boot_repeated_on_the_same_connection_is_answered_and_no_event() {
        chargePoint
                .given(registered(ACCEPTED), booted(FIRST, ACCEPTED, 300))
                .when(boot(FIRST, BOOT_DATA))
                .expectResultMessagePayload(new BootAnswer(ACCEPTED, 300))
                .expectNoEvents();
    }

    @Test
    void a_boot_on_another_connection_is_another_boot() {
        chargePoint
                .given(registered(ACCEPTED), booted(FIRST, ACCEPTED, 300))
                .when(boot(SECOND, BOOT_DATA))
                .expectEvents(booted(SECOND, ACCEPTED, 300));
    }

    @Test
    void new_firmware_makes_it_another_boot() {
        BootData updated = new BootData("Vendor", "Model", "SN-1", null, "1.1", null, null, null, null);
        chargePoint
                .given(registered(ACCEPTED), booted(FIRST, ACCEPTED, 300))
                .when(boot(FIRST, updated))
                .expectEvents(new ChargePointBooted(ID, FIRST, updated, ACCEPTED, 300, NOON));
    }

    // connector status

    @Test
    void the_first_status_of_a_connector_makes_it_known() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new ReportStatus(ID, 2, report(AVAILABLE, NOON), NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 2, report(AVAILABLE, NOON), null, true, NOON));
    }

    @Test
    void a_status_that_is_soon_repeated_is_no_event() {
        chargePoint
                .given(registered(ACCEPTED), status(1, AVAILABLE, NOON))
                .when(new ReportStatus(ID, 1, report(AVAILABLE, NOON.plusSeconds(59)), NOON.plusSeconds(61)))
                .expectNoEvents();
    }

    @Test
    void a_status_that_is_repeated_later_is_on_record_once_a_minute() {
        Instant later = NOON.plusSeconds(7_200);
        ConnectorStatusRepeated again = new ConnectorStatusRepeated(ID, 1, later, later.plusSeconds(1));
        chargePoint
                .given(registered(ACCEPTED), status(1, AVAILABLE, NOON))
                .when(new ReportStatus(ID, 1, report(AVAILABLE, later), later.plusSeconds(1)))
                .expectEvents(again);
        chargePoint
                .given(registered(ACCEPTED), status(1, AVAILABLE, NOON), again)
                .when(new ReportStatus(ID, 1, report(AVAILABLE, later.plusSeconds(59)), later.plusSeconds(60)))
                .expectNoEvents();
    }

    @Test
    void a_status_from_before_a_repeated_one_is_history() {
        Instant later = NOON.plusSeconds(7_200);
        StatusReport delayed = report(CHARGING, NOON.plusSeconds(3_600));
        chargePoint
                .given(
                        registered(ACCEPTED),
                        status(1, AVAILABLE, NOON),
                        new ConnectorStatusRepeated(ID, 1, later, later.plusSeconds(1)))
                .when(new ReportStatus(ID, 1, delayed, later.plusSeconds(2)))
                .expectEvents(new OutdatedConnectorStatusReported(ID, 1, delayed, later.plusSeconds(2)));
    }

    @Test
    void a_repeated_status_by_a_clock_that_is_ahead_makes_no_later_one_old() {
        Instant ahead = NOON.plusSeconds(7_200);
        StatusReport now = report(CHARGING, NOON.plusSeconds(600));
        chargePoint
                .given(
                        registered(ACCEPTED),
                        status(1, AVAILABLE, NOON),
                        new ConnectorStatusRepeated(ID, 1, ahead, NOON.plusSeconds(300)))
                .when(new ReportStatus(ID, 1, now, NOON.plusSeconds(600)))
                .expectEvents(new ConnectorStatusChanged(ID, 1, now, AVAILABLE, true, NOON.plusSeconds(600)));
    }

    @Test
    void another_error_code_info_or_vendor_error_is_a_change() {
        StatusReport warning = new StatusReport(AVAILABLE, OVER_VOLTAGE, "253 V", "com.vendor", "E17", NOON);
        chargePoint
                .given(registered(ACCEPTED), status(1, AVAILABLE, NOON))
                .when(new ReportStatus(ID, 1, warning, NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 1, warning, AVAILABLE, true, NOON));
    }

    @Test
    void a_transition_that_the_specification_does_not_know_is_taken_over_and_marked() {
        chargePoint
                .given(registered(ACCEPTED), status(1, AVAILABLE, NOON))
                .when(new ReportStatus(ID, 1, report(FINISHING, NOON), NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 1, report(FINISHING, NOON), AVAILABLE, false, NOON));
    }

    @Test
    void the_charge_point_itself_cannot_charge_but_says_so_at_times() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new ReportStatus(ID, 0, report(CHARGING, NOON), NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 0, report(CHARGING, NOON), null, false, NOON));
    }

    @Test
    void connector_0_and_the_others_do_not_overwrite_one_another() {
        chargePoint
                .given(registered(ACCEPTED), status(0, FAULTED, NOON), status(1, AVAILABLE, NOON))
                .when(new ReportStatus(ID, 1, report(PREPARING, NOON), NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 1, report(PREPARING, NOON), AVAILABLE, true, NOON));
    }

    @Test
    void an_old_status_is_history_and_does_not_overwrite_a_newer_one() {
        StatusReport old = report(PREPARING, NOON.minusSeconds(60));
        chargePoint
                .given(registered(ACCEPTED), status(1, CHARGING, NOON))
                .when(new ReportStatus(ID, 1, old, NOON.plusSeconds(1)))
                .expectEvents(new OutdatedConnectorStatusReported(ID, 1, old, NOON.plusSeconds(1)));
        chargePoint
                .given(
                        registered(ACCEPTED),
                        status(1, CHARGING, NOON),
                        new OutdatedConnectorStatusReported(ID, 1, old, NOON.plusSeconds(1)))
                .when(new ReportStatus(ID, 1, old, NOON.plusSeconds(2)))
                .expectNoEvents();
    }

    @Test
    void a_status_from_a_clock_that_was_far_ahead_makes_no_later_one_old() {
        Instant farAhead = NOON.plusSeconds(86_400);
        StatusReport now = report(CHARGING, NOON.plusSeconds(5));
        chargePoint
                .given(
                        registered(ACCEPTED),
                        new ConnectorStatusChanged(ID, 1, report(PREPARING, farAhead), null, true, NOON))
                .when(new ReportStatus(ID, 1, now, NOON.plusSeconds(5)))
                .expectEvents(new ConnectorStatusChanged(ID, 1, now, PREPARING, true, NOON.plusSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:12Z", "0001-01-01T00:00:00Z", "2020-01-01T00:00:00Z"})
    void a_status_from_a_clock_that_was_not_set_yet_is_current(Instant unset) {
        chargePoint
                .given(registered(ACCEPTED), status(1, PREPARING, NOON))
                .when(new ReportStatus(ID, 1, report(CHARGING, unset), NOON.plusSeconds(5)))
                .expectEvents(new ConnectorStatusChanged(
                        ID, 1, report(CHARGING, unset), PREPARING, true, NOON.plusSeconds(5)));
    }

    @Test
    void a_status_from_before_one_without_a_time_is_old() {
        StatusReport old = report(PREPARING, NOON.minusSeconds(60));
        chargePoint
                .given(
                        registered(ACCEPTED),
                        new ConnectorStatusChanged(ID, 1, report(CHARGING, null), null, true, NOON))
                .when(new ReportStatus(ID, 1, old, NOON.plusSeconds(1)))
                .expectEvents(new OutdatedConnectorStatusReported(ID, 1, old, NOON.plusSeconds(1)));
    }

    @Test
    void an_identity_is_never_taken_for_the_certificates_of_another() {
        assertThat(List.of("CP-1", "certificates-CP-1", "/certificates-CP-1", "//certificates-CP-1", "/CP-1"))
                .extracting(identity -> new ChargePointId(identity).toString())
                .doesNotHaveDuplicates()
                .doesNotContain("charge-point-certificates-cp-1");
    }

    @Test
    void a_status_without_a_time_is_current() {
        chargePoint
                .given(registered(ACCEPTED), status(1, PREPARING, NOON))
                .when(new ReportStatus(ID, 1, report(CHARGING, null), NOON))
                .expectEvents(new ConnectorStatusChanged(ID, 1, report(CHARGING, null), PREPARING, true, NOON));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65, 10_000})
    void a_connector_number_beyond_reason_is_kept_aside_once(int connectorId) {
        UnexpectedConnectorReported reported =
                new UnexpectedConnectorReported(ID, connectorId, report(AVAILABLE, NOON), NOON);
        chargePoint
                .given(registered(ACCEPTED))
                .when(new ReportStatus(ID, connectorId, report(AVAILABLE, NOON), NOON))
                .expectEvents(reported);
        chargePoint
                .given(registered(ACCEPTED), reported)
                .when(new ReportStatus(ID, connectorId, report(CHARGING, NOON), NOON))
                .expectNoEvents();
    }

    // the rest

    @Test
    void what_a_vendor_says_is_kept_with_what_was_answered() {
        chargePoint
                .given(registered(ACCEPTED))
                .when(new TransferData(ID, "com.vendor", "hello", "{\"a\":1}", DataTransferAnswer.UNKNOWN_VENDOR, NOON))
                .expectEvents(new DataTransferReceived(
                        ID, "com.vendor", "hello", "{\"a\":1}", DataTransferStatus.UNKNOWN_VENDOR_ID, null, NOON));
        chargePoint
                .given(registered(ACCEPTED))
                .when(new TransferData(ID, "com.vendor", null, null, DataTransferAnswer.accepted("hello"), NOON))
                .expectEvents(new DataTransferReceived(
                        ID, "com.vendor", null, null, DataTransferStatus.ACCEPTED, "hello", NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "a\nb", "1234567890123456789012345678901234567890123456789"})
    void what_cannot_be_an_identity_is_refused_with_a_sentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChargePointId(text))
                .withMessageContaining("charge point identity");
    }

    @Test
    void identities_may_have_whatever_a_vendor_prints_on_a_box() {
        assertThat(new ChargePointId("00:80:F4:43:0B:34").value()).isEqualTo("00:80:F4:43:0B:34");
        assertThat(new ChargePointId("Säule 1|a+b/c")).isEqualTo(new ChargePointId("säule 1|A+B/c"));
    }

    private static ChargePointRegistered registered(RegistrationStatus registration) {
        return new ChargePointRegistered(ID, registration, RegistrationSource.OPERATOR, STRICT, null);
    }

    private static OpenSession open(SessionId sessionId) {
        return new OpenSession(ID, sessionId, "node-1", "127.0.0.1", NOON);
    }

    private static SessionOpened opened(SessionId sessionId) {
        return new SessionOpened(ID, sessionId, "node-1", "127.0.0.1", NOON, Authentication.NONE);
    }

    private static SessionClosed closed(SessionId sessionId) {
        return new SessionClosed(ID, sessionId, 1000, "bye", NOON);
    }

    private static Boot boot(SessionId sessionId, BootData data) {
        return new Boot(ID, sessionId, data, 300, 60, NOON);
    }

    private static ChargePointBooted booted(SessionId sessionId, RegistrationStatus answered, int interval) {
        return new ChargePointBooted(ID, sessionId, BOOT_DATA, answered, interval, NOON);
    }

    private static ConnectorStatusChanged status(int connectorId, ChargePointStatus status, Instant at) {
        return new ConnectorStatusChanged(ID, connectorId, report(status, at), null, true, at);
    }

    private static StatusReport report(ChargePointStatus status, @Nullable Instant at) {
        return new StatusReport(status, NO_ERROR, null, null, null, at);
    }
}
