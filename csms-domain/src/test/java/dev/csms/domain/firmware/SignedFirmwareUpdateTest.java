package dev.csms.domain.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.AskedChargePoint;
import dev.csms.domain.DomainFixture;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportSignedFirmwareStatus;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareInstalled;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateAccepted;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateFailed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateProgressed;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRefused;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateSuperseded;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationEvent.OperationAnswered;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.SignedUpdateFirmware;
import dev.csms.domain.operation.Request.UpdateFirmware;
import dev.csms.domain.operation.RequestAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedFirmwareUpdateTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperationId FIRST = new OperationId("op-1");
    private static final OperationId SECOND = new OperationId("op-2");
    private static final FirmwareUpdateId UPDATE = new FirmwareUpdateId("op-1");
    private static final FirmwareUpdateId NEWER = new FirmwareUpdateId("op-2");
    private static final String LOCATION = "https://firmware.example.com/v2.bin";
    private static final String CERTIFICATE = FirmwareSignatureTest.text("ec.pem");
    private static final String SIGNATURE = FirmwareSignatureTest.text("ec.sig").strip();

    private static final AskedChargePoint CHARGE_POINT = new AskedChargePoint(CP, SESSION, NOON);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @BeforeEach
    void connect() {
        csms.given(CHARGE_POINT.connected());
    }

    @Test
    void a_request_begins_an_update_that_knows_by_what_number_it_is_reported() {
        csms.when(request(FIRST, signed(7), false))
                .expectEventTypes(OperationRequested.class, FirmwareUpdateRequested.class);
        assertThat(csms.event(FirmwareUpdateRequested.class))
                .isEqualTo(new FirmwareUpdateRequested(
                        UPDATE, CP, LOCATION, NOON, 3, 60, NOON.plusSeconds(600), 7, null, NOON));
    }

    @Test
    void its_way_to_the_end_is_on_record() {
        csms.given(request(FIRST, signed(7), false), take()).when(answer(FIRST, "Accepted"));
        assertThat(csms.event(FirmwareUpdateAccepted.class)).isEqualTo(new FirmwareUpdateAccepted(UPDATE, CP, NOON));
        for (FirmwareStatus status : List.of(
                FirmwareStatus.DOWNLOAD_SCHEDULED,
                FirmwareStatus.DOWNLOADING,
                FirmwareStatus.DOWNLOAD_PAUSED,
                FirmwareStatus.DOWNLOADED,
                FirmwareStatus.SIGNATURE_VERIFIED,
                FirmwareStatus.INSTALL_SCHEDULED,
                FirmwareStatus.INSTALLING,
                FirmwareStatus.INSTALL_REBOOTING)) {
            csms.given()
                    .when(report(status, 7))
                    .expectEvents(
                            new FirmwareStatusReported(CP, status, NOON),
                            new FirmwareUpdateProgressed(UPDATE, CP, status, NOON));
        }
        csms.given()
                .when(report(FirmwareStatus.INSTALLED, 7))
                .expectEvents(
                        new FirmwareStatusReported(CP, FirmwareStatus.INSTALLED, NOON),
                        new FirmwareInstalled(UPDATE, CP, NOON));
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWNLOAD_FAILED", "INVALID_SIGNATURE", "INSTALL_VERIFICATION_FAILED", "INSTALLATION_FAILED"})
    void each_bad_end_is_one(FirmwareStatus failure) {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .when(report(failure, 7));
        assertThat(csms.event(FirmwareUpdateFailed.class))
                .isEqualTo(new FirmwareUpdateFailed(UPDATE, CP, failure, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "InvalidCertificate", "RevokedCertificate"})
    void an_answer_that_is_none_of_acceptance_is_a_refusal(String status) {
        csms.given(request(FIRST, signed(7), false), take()).when(answer(FIRST, status));
        assertThat(csms.event(FirmwareUpdateRefused.class))
                .isEqualTo(new FirmwareUpdateRefused(UPDATE, CP, status, "", NOON));
        csms.given().when(report(FirmwareStatus.DOWNLOADING, 7)).expectEventTypes(FirmwareStatusReported.class);
    }

    // one cancels the other

    @Test
    void another_one_in_its_way_is_questionable_whether_signed_or_not() {
        csms.given(request(FIRST, new UpdateFirmware(LOCATION, NOON, null, null), false))
                .when(request(SECOND, signed(8), false))
                .expectAnswer(questionable("firmware update op-1 is not finished"));
    }

    @Test
    void the_earlier_one_is_over_once_the_charge_point_has_given_it_up() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .given(request(SECOND, signed(8), true), take())
                .when(answer(SECOND, "AcceptedCanceled"))
                .expectEventTypes(
                        OperationAnswered.class, FirmwareUpdateAccepted.class, FirmwareUpdateSuperseded.class);
        assertThat(csms.event(FirmwareUpdateSuperseded.class))
                .isEqualTo(new FirmwareUpdateSuperseded(UPDATE, CP, NEWER, NOON));
        csms.given().when(report(FirmwareStatus.DOWNLOADING, 8));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(NEWER);
        csms.given().when(report(FirmwareStatus.DOWNLOAD_FAILED, 7)).expectEventTypes(FirmwareStatusReported.class);
    }

    @Test
    void the_earlier_one_goes_on_where_it_cannot_be_given_up() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .given(request(SECOND, signed(8), true), take(), answer(SECOND, "Rejected"))
                .when(report(FirmwareStatus.INSTALLING, 7));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(UPDATE);
    }

    // which request it is

    @Test
    void the_number_says_which_update_is_meant_even_of_two() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .given(request(SECOND, signed(8), true), take())
                .when(report(FirmwareStatus.DOWNLOADED, 7));
        assertThat(csms.event(FirmwareUpdateProgressed.class).firmwareUpdateId())
                .isEqualTo(UPDATE);
    }

    @Test
    void a_report_of_no_request_of_ours_is_kept_and_flagged() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .when(report(FirmwareStatus.DOWNLOADING, 99))
                .expectEventTypes(FirmwareStatusReported.class, AnomalyDetected.class);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.UNKNOWN_REQUEST);
        assertThat(csms.event(AnomalyDetected.class).description())
                .isEqualTo("SignedFirmwareStatusNotification DOWNLOADING for request 99, which was not made");
        csms.given().when(report(FirmwareStatus.DOWNLOADED, null));
        assertThat(csms.event(AnomalyDetected.class).description()).endsWith("DOWNLOADED without a requestId");
    }

    @Test
    void a_report_of_a_request_that_has_not_been_sent_yet_is_flagged() {
        csms.given(request(FIRST, signed(7), false)).when(report(FirmwareStatus.DOWNLOADING, 7));
        assertThat(csms.has(AnomalyDetected.class)).isTrue();
    }

    /** ExtendedTriggerMessage has the last status repeated, and Idle said after Installed (L01.FR.28, L01.FR.29). */
    @Test
    void what_is_repeated_for_a_trigger_is_no_news_and_idle_is_of_no_request() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .given(report(FirmwareStatus.DOWNLOADING, 7))
                .when(report(FirmwareStatus.DOWNLOADING, 7))
                .expectNoEvents();
        csms.given(report(FirmwareStatus.INSTALLED, 7))
                .when(report(FirmwareStatus.IDLE, null))
                .expectEventTypes(FirmwareStatusReported.class);
    }

    /** Some charge points speak of signed firmware in the words for the other. */
    @Test
    void a_report_that_names_no_request_is_taken_for_the_one_under_way() {
        csms.given(request(FIRST, signed(7), false), take(), answer(FIRST, "Accepted"))
                .when(new ReportFirmwareStatus(CP, FirmwareStatus.INSTALLED, NOON));
        assertThat(csms.event(FirmwareInstalled.class).firmwareUpdateId()).isEqualTo(UPDATE);
    }

    // what is questionable

    @Test
    void what_a_charge_point_would_find_wrong_is_questionable_before() {
        csms.when(request(
                        FIRST,
                        new SignedUpdateFirmware(
                                7, LOCATION, NOON, NOON.minusSeconds(1), "no certificate", "?", null, null),
                        false))
                .expectAnswer(questionable(
                        "installDateTime 2026-03-01T11:59:59Z is before retrieveDateTime",
                        "the signature is not base64",
                        "the signing certificate is no X.509 certificate in PEM"));
        csms.when(request(
                        FIRST,
                        new SignedUpdateFirmware(7, LOCATION, NOON, null, "no certificate", "?", null, null),
                        true))
                .expectAnswer(RequestAnswer.TAKEN);
    }

    private static RequestAnswer questionable(String... problems) {
        return RequestAnswer.refused(Refusal.Reason.QUESTIONABLE, List.of(problems));
    }

    private static SignedUpdateFirmware signed(int requestId) {
        return new SignedUpdateFirmware(
                requestId, LOCATION, NOON, NOON.plusSeconds(600), CERTIFICATE, SIGNATURE, 3, 60);
    }

    private static RequestOperation request(OperationId id, Request request, boolean force) {
        return CHARGE_POINT.request(id, request, force);
    }

    private static TakeOperation take() {
        return CHARGE_POINT.take();
    }

    private static ConcludeOperation answer(OperationId id, String status) {
        return CHARGE_POINT.concluded(id, new Outcome.Answered(status, new Answer.Plain(), "{}"));
    }

    private static ReportSignedFirmwareStatus report(FirmwareStatus status, @Nullable Integer requestId) {
        return new ReportSignedFirmwareStatus(CP, status, requestId, NOON);
    }
}
