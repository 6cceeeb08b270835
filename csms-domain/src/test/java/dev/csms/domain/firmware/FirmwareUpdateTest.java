package dev.csms.domain.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.firmware.FirmwareImageCommand.AddFirmwareImage;
import dev.csms.domain.firmware.FirmwareImageCommand.DeleteFirmwareImage;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAbandoned;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateUnconfirmed;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.OperationCommand.CancelOperation;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request.UpdateFirmware;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.operation.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirmwareUpdateTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperationId FIRST = new OperationId("op-1");
    private static final OperationId SECOND = new OperationId("op-2");
    private static final FirmwareUpdateId UPDATE = new FirmwareUpdateId("op-1");
    private static final FirmwareUpdateId NEWER = new FirmwareUpdateId("op-2");
    private static final String LOCATION = "https://firmware.example.com/v2.bin";
    private static final Outcome ACCEPTED = new Outcome.Answered(null, new Answer.Plain(), "{}");

    private static final AskedChargePoint CHARGE_POINT = new AskedChargePoint(CP, SESSION, NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(CHARGE_POINT.connected());
    }

    // from the request to the answer

    @Test
    void a_request_begins_an_update_in_the_same_breath() {
        csms.when(request(FIRST)).expectEventTypes(OperationRequested.class, FirmwareUpdateRequested.class);
        assertThat(csms.event(FirmwareUpdateRequested.class))
                .isEqualTo(new FirmwareUpdateRequested(UPDATE, CP, LOCATION, NOON, 3, 60, null, null, null, NOON));
    }

    @Test
    void an_answer_is_an_acceptance_since_it_says_nothing() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED));
        csms.given().when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).status()).isEqualTo(FirmwareStatus.DOWNLOADING);
    }

    @Test
    void what_became_of_the_request_is_told() {
        csms.given(request(FIRST), take()).when(conclude(FIRST, ACCEPTED));
        assertThat(csms.event(FirmwareUpdateAccepted.class)).isEqualTo(new FirmwareUpdateAccepted(UPDATE, CP, NOON));
    }

    @Test
    void a_callerror_is_a_refusal_and_nothing_more_is_heard_of_it() {
        csms.given(request(FIRST), take()).when(conclude(FIRST, new Outcome.Failed("NotSupported", "no")));
        assertThat(csms.event(FirmwareUpdateRefused.class))
                .isEqualTo(new FirmwareUpdateRefused(UPDATE, CP, "NotSupported", "no", NOON));
        csms.given().when(report(FirmwareStatus.DOWNLOADING)).expectEventTypes(FirmwareStatusReported.class);
    }

    @Test
    void one_that_was_never_answered_may_be_under_way_all_the_same() {
        csms.given(request(FIRST), take()).when(conclude(FIRST, new Outcome.Lost(Unknown.TIMED_OUT, null)));
        assertThat(csms.event(FirmwareUpdateUnconfirmed.class).cause()).isEqualTo(Unknown.TIMED_OUT);
        csms.given().when(report(FirmwareStatus.INSTALLED));
        assertThat(csms.event(FirmwareInstalled.class)).isEqualTo(new FirmwareInstalled(UPDATE, CP, NOON));
    }

    @Test
    void one_that_is_cancelled_before_it_is_sent_is_abandoned() {
        csms.given(request(FIRST)).when(new CancelOperation(CP, FIRST, null, NOON));
        assertThat(csms.event(FirmwareUpdateAbandoned.class)).isEqualTo(new FirmwareUpdateAbandoned(UPDATE, CP, NOON));
    }

    // what the charge point reports

    @Test
    void its_way_to_the_end_is_on_record() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED));
        for (FirmwareStatus status :
                List.of(FirmwareStatus.DOWNLOADING, FirmwareStatus.DOWNLOADED, FirmwareStatus.INSTALLING)) {
            csms.given()
                    .when(report(status))
                    .expectEvents(
                            new FirmwareStatusReported(CP, status, NOON),
                            new FirmwareUpdateProgressed(UPDATE, CP, status, NOON));
        }
        csms.given(boot())
                .when(report(FirmwareStatus.INSTALLED))
                .expectEvents(
                        new FirmwareStatusReported(CP, FirmwareStatus.INSTALLED, NOON),
                        new FirmwareInstalled(UPDATE, CP, NOON));
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWNLOAD_FAILED", "INSTALLATION_FAILED"})
    void a_failure_is_one_and_the_charge_point_may_try_again(FirmwareStatus failure) {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED)).when(report(failure));
        assertThat(csms.event(FirmwareUpdateFailed.class))
                .isEqualTo(new FirmwareUpdateFailed(UPDATE, CP, failure, NOON));
        csms.given().when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(UPDATE);
        csms.given().when(report(FirmwareStatus.INSTALLED));
        assertThat(csms.event(FirmwareInstalled.class).firmwareUpdateId()).isEqualTo(UPDATE);
    }

    @Test
    void days_after_a_failure_a_report_is_of_something_else() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED), report(FirmwareStatus.DOWNLOAD_FAILED))
                .when(new ReportFirmwareStatus(CP, FirmwareStatus.DOWNLOADING, NOON.plus(Duration.ofDays(2))))
                .expectEventTypes(FirmwareStatusReported.class);
    }

    @Test
    void a_report_may_come_before_the_answer() {
        csms.given(request(FIRST), take()).when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(UPDATE);
    }

    @Test
    void a_report_from_before_it_was_sent_is_not_of_it() {
        csms.given(request(FIRST))
                .when(report(FirmwareStatus.DOWNLOADING))
                .expectEventTypes(FirmwareStatusReported.class);
    }

    @Test
    void a_repeated_report_is_no_news() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED), report(FirmwareStatus.DOWNLOADING))
                .when(report(FirmwareStatus.DOWNLOADING))
                .expectNoEvents();
    }

    /** Idle comes after a TriggerMessage (OCPP 1.6 §7.25), and when a restarted charge point has forgotten the job. */
    @Test
    void idle_ends_nothing() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED), report(FirmwareStatus.DOWNLOADING))
                .when(report(FirmwareStatus.IDLE));
        assertThat(csms.event(FirmwareUpdateProgressed.class).status()).isEqualTo(FirmwareStatus.IDLE);
        csms.given().when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).status()).isEqualTo(FirmwareStatus.DOWNLOADING);
    }

    @Test
    void after_its_end_and_without_any_update_reports_are_the_charge_points_own() {
        csms.when(report(FirmwareStatus.INSTALLING))
                .expectEvents(new FirmwareStatusReported(CP, FirmwareStatus.INSTALLING, NOON));
        csms.given().when(report(FirmwareStatus.INSTALLING)).expectNoEvents();
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED), report(FirmwareStatus.INSTALLED))
                .when(report(FirmwareStatus.DOWNLOADING))
                .expectEventTypes(FirmwareStatusReported.class);
    }

    // one at a time

    @Test
    void another_one_in_its_way_is_questionable() {
        csms.given(request(FIRST)).when(request(SECOND)).expectNoEvents();
        csms.expectAnswer(questionable("firmware update op-1 is not finished"));
        csms.given(take(), conclude(FIRST, ACCEPTED), report(FirmwareStatus.DOWNLOADING))
                .when(request(SECOND))
                .expectAnswer(questionable("firmware update op-1 is not finished"));
        csms.given(report(FirmwareStatus.INSTALLED)).when(request(SECOND)).expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void one_that_has_been_silent_for_long_is_in_nobodys_way() {
        Instant later = NOON.plus(Duration.ofDays(2));
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED))
                .when(request(SECOND, new UpdateFirmware(LOCATION, later, null, null), false, later))
                .expectAnswer(RequestAnswer.TAKEN);
    }

    @Test
    void the_newer_one_takes_its_place_once_the_charge_point_has_accepted_it() {
        csms.given(request(FIRST), take(), conclude(FIRST, ACCEPTED)).when(forced(SECOND));
        assertThat(csms.event(FirmwareUpdateRequested.class).replaces()).isEqualTo(UPDATE);
        csms.given().when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .as("not sent yet, so not what is meant")
                .isEqualTo(UPDATE);
        csms.given(take())
                .when(conclude(SECOND, ACCEPTED))
                .expectEventTypes(
                        dev.csms.domain.operation.OperationEvent.OperationAnswered.class,
                        FirmwareUpdateAccepted.class,
                        FirmwareUpdateSuperseded.class);
        assertThat(csms.event(FirmwareUpdateSuperseded.class))
                .isEqualTo(new FirmwareUpdateSuperseded(UPDATE, CP, NEWER, NOON));
        csms.given().when(report(FirmwareStatus.DOWNLOADED));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(NEWER);
    }

    @Test
    void a_newer_one_that_is_refused_takes_nobodys_place() {
        csms.given(
                        request(FIRST),
                        take(),
                        conclude(FIRST, ACCEPTED),
                        forced(SECOND),
                        take(),
                        conclude(SECOND, new Outcome.Failed("InternalError", "busy")))
                .when(report(FirmwareStatus.DOWNLOADING));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(UPDATE);
    }

    // what is questionable

    @Test
    void a_date_long_past_is_questionable_and_one_just_past_means_now() {
        csms.when(request(FIRST, new UpdateFirmware(LOCATION, NOON.minusSeconds(600), null, null), false, NOON))
                .expectAnswer(RequestAnswer.TAKEN);
        csms.when(request(
                        SECOND,
                        new UpdateFirmware(LOCATION, Instant.parse("1970-01-01T00:00:00Z"), null, null),
                        false,
                        NOON))
                .expectAnswer(questionable(
                        "retrieveDate 1970-01-01T00:00:00Z is long past", "firmware update op-1 is not finished"));
    }

    @Test
    void an_image_that_is_not_there_is_questionable() {
        FirmwareImageId image = new FirmwareImageId("image-1");
        UpdateFirmware ours = new UpdateFirmware(FileLocation.ofFirmware(image.value(), "v2.bin"), NOON, null, null);
        csms.when(request(FIRST, ours, false, NOON)).expectAnswer(questionable("there is no firmware image image-1"));
        csms.given(new AddFirmwareImage(image, "v2", 12, "00", NOON), new DeleteFirmwareImage(image, NOON))
                .when(request(FIRST, ours, false, NOON))
                .expectAnswer(questionable("there is no firmware image image-1"));
        csms.given(new AddFirmwareImage(new FirmwareImageId("image-2"), "v2", 12, "00", NOON))
                .when(request(
                        FIRST,
                        new UpdateFirmware(FileLocation.ofFirmware("image-2", "v2.bin"), NOON, null, null),
                        false,
                        NOON))
                .expectAnswer(RequestAnswer.TAKEN);
    }

    private static RequestAnswer questionable(String... problems) {
        return RequestAnswer.refused(Refusal.Reason.QUESTIONABLE, List.of(problems));
    }

    private static RequestOperation request(OperationId id) {
        return request(id, new UpdateFirmware(LOCATION, NOON, 3, 60), false, NOON);
    }

    private static RequestOperation forced(OperationId id) {
        return request(id, new UpdateFirmware(LOCATION, NOON, 3, 60), true, NOON);
    }

    private static RequestOperation request(OperationId id, UpdateFirmware request, boolean force, Instant at) {
        return new AskedChargePoint(CP, SESSION, at).request(id, request, force);
    }

    private static TakeOperation take() {
        return CHARGE_POINT.take();
    }

    private static ConcludeOperation conclude(OperationId id, Outcome outcome) {
        return CHARGE_POINT.concluded(id, outcome);
    }

    private static ReportFirmwareStatus report(FirmwareStatus status) {
        return new ReportFirmwareStatus(CP, status, NOON);
    }

    private static Boot boot() {
        return new Boot(CP, SESSION, new BootData("V", "M", null, null, "2.0", null, null, null, null), 300, 60, NOON);
    }
}
