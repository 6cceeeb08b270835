package dev.csms.domain.securityevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventNoted;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.securityevent.SecurityEventCommand.NoteSecurityEvent;
import dev.csms.domain.securityevent.SecurityEventCommand.ReportSecurityEvent;
import java.time.Instant;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityEventTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = NOON.minusSeconds(60);

    @AutoClose
    private final DomainFixture csms = new DomainFixture();

    @ParameterizedTest
    @CsvSource({
        "FirmwareUpdated, FIRMWARE_UPDATED, true",
        "TamperDetectionActivated, TAMPER_DETECTION_ACTIVATED, true",
        "SettingSystemTime, SETTING_SYSTEM_TIME, true",
        "StartupOfTheDevice, STARTUP_OF_THE_DEVICE, true",
        "ResetOrReboot, RESET_OR_REBOOT, true",
        "SecurityLogWasCleared, SECURITY_LOG_WAS_CLEARED, true",
        "MemoryExhaustion, MEMORY_EXHAUSTION, true",
        "InvalidTLSVersion, INVALID_TLS_VERSION, false",
        "InvalidCsmsCertificate, INVALID_CENTRAL_SYSTEM_CERTIFICATE, false",
        "FailedToAuthenticateAtCsms, FAILED_TO_AUTHENTICATE_AT_CENTRAL_SYSTEM, false",
        "CsmsFailedToAuthenticate, CENTRAL_SYSTEM_FAILED_TO_AUTHENTICATE, false",
        "InvalidChargingStationCertificate, INVALID_CHARGE_POINT_CERTIFICATE, false",
        "invalidmessages, INVALID_MESSAGES, false",
    })
    void what_is_reported_is_known_and_critical_as_the_list_has_it(
            String spelling, SecurityEventType known, boolean critical) {
        csms.when(report(spelling, BEFORE, "port 22"))
                .expectEvents(new SecurityEventReported(CP, spelling, known, critical, BEFORE, "port 22", NOON));
    }

    @Test
    void what_is_not_on_the_list_is_kept_all_the_same() {
        csms.when(report("MaintenanceLoginFailed", BEFORE, null))
                .expectEvents(new SecurityEventReported(CP, "MaintenanceLoginFailed", null, false, BEFORE, null, NOON));
    }

    @Test
    void the_same_words_again_are_the_same_event() {
        csms.given(report("ResetOrReboot", BEFORE, null));
        assertThatThrownBy(() -> csms.when(report("ResetOrReboot", BEFORE, null)))
                .isInstanceOf(AggregateStreamCreationException.class);
        csms.when(report("ResetOrReboot", BEFORE, "watchdog")).expectEventTypes(SecurityEventReported.class);
        csms.when(report("ResetOrReboot", NOON, null)).expectEventTypes(SecurityEventReported.class);
    }

    @Test
    void a_time_that_cannot_be_meant_is_flagged_and_ours_is_used() {
        csms.when(report("ResetOrReboot", Instant.EPOCH, null))
                .expectEventTypes(SecurityEventReported.class, AnomalyDetected.class);
        assertThat(csms.event(SecurityEventReported.class).occurredAt()).isEqualTo(NOON);
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.IMPLAUSIBLE_TIME);
        csms.when(report("ResetOrReboot", null, null));
        assertThat(csms.event(AnomalyDetected.class).kind()).isEqualTo(AnomalyKind.MISSING_TIME);
    }

    @Test
    void what_we_notice_is_on_record_as_often_as_it_is_told() {
        NoteSecurityEvent note = new NoteSecurityEvent("SessionFlapping", "CP-1", true, "again", 12, NOON);
        SecurityEventNoted noted = new SecurityEventNoted("SessionFlapping", "CP-1", true, "again", 12, NOON);
        csms.when(note).expectEvents(noted);
        csms.when(note).expectEvents(noted);
    }

    private static ReportSecurityEvent report(String type, @Nullable Instant timestamp, @Nullable String techInfo) {
        return new ReportSecurityEvent(CP, type, timestamp, techInfo, NOON, null);
    }
}
