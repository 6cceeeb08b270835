package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.LENIENT;
import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static dev.csms.domain.chargepoint.RegistrationStatus.ACCEPTED;
import static dev.csms.domain.chargepoint.RegistrationStatus.PENDING;
import static dev.csms.domain.chargepoint.RegistrationStatus.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.csms.domain.Provenance;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.DataTransferStatus;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionListener;
import dev.csms.ocpp.v16.CentralSystem.ConnectedChargePoint;
import dev.csms.ocpp.v16.DomainGatekeeper.SelfRegistration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a central system owes a charge point, message by message. */
class CoreDutiesTest {

    private static final String START =
            "{'connectorId':1,'idTag':'04E91C5A','meterStart':1000,'timestamp':'2026-11-24T10:00:00Z'}";
    private static final String ACCEPTED_1 = "{'transactionId':1,'idTagInfo':{'status':'Accepted'}}";
    private static final String INVALID_1 = "{'transactionId':1,'idTagInfo':{'status':'Invalid'}}";

    @AutoClose
    private final CentralSystem centralSystem = new CentralSystem();

    // BootNotification and the registration gate

    @Test
    void a_boot_is_answered_with_status_time_and_interval() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        assertThat(centralSystem
                        .connect("CP-1")
                        .call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                .isEqualTo("{'status':'Accepted','currentTime':'2026-11-24T10:15:30.987Z','interval':300}");
        centralSystem.register("CP-2", PENDING, STRICT);
        assertThat(centralSystem
                        .connect("CP-2")
                        .call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                .isEqualTo("{'status':'Pending','currentTime':'2026-11-24T10:15:30.987Z','interval':60}");
        centralSystem.register("CP-3", REJECTED, STRICT);
        assertThat(centralSystem
                        .connect("CP-3")
                        .call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                .startsWith("{'status':'Rejected'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Heartbeat          | {}
        Authorize          | {'idTag':'A'}
        StatusNotification | {'connectorId':0,'errorCode':'NoError','status':'Available'}
        StartTransaction   | {'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}
        Frobnicate         | {}
        """)
    void before_its_boot_is_accepted_a_charge_point_may_say_nothing_else(String action, String payload) {
        centralSystem.register("CP-1", PENDING, STRICT);
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");
        assertThat(chargePoint.callInVain(action, payload)).startsWith("SecurityError");
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        assertThat(chargePoint.callInVain(action, payload)).startsWith("SecurityError");
    }

    @Test
    void an_accepted_charge_point_reconnects_without_booting() {
        centralSystem.boot("CP-1");
        assertThat(centralSystem.connect("CP-1").call("Heartbeat", "{}"))
                .isEqualTo("{'currentTime':'2026-11-24T10:15:30.987Z'}");
    }

    @Test
    void a_repeated_boot_is_accepted_and_is_one_event() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        assertThat(centralSystem.domain.events(ChargePointBooted.class)).hasSize(1);
    }

    @Test
    void a_boot_that_breaks_the_rules_is_refused_strictly_and_accepted_leniently() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        assertThat(centralSystem
                        .connect("CP-1")
                        .callInVain("BootNotification", "{'chargePointVendor':'','chargePointModel':'<23>'}"))
                .isEqualTo("TypeConstraintViolation: chargePointModel: 23 characters, at most 20 are allowed");
        centralSystem.register("CP-2", ACCEPTED, LENIENT);
        assertThat(centralSystem.connect("CP-2").call("BootNotification", "{'chargePointModel':'<23>'}"))
                .startsWith("{'status':'Accepted'");
        ChargePointBooted booted =
                centralSystem.domain.events(ChargePointBooted.class).getFirst();
        assertThat(booted.bootData().chargePointVendor()).isNull();
        assertThat(booted.bootData().chargePointModel()).hasSize(23);
    }

    @Test
    void a_connector_that_cannot_be_is_on_record_where_deviations_are_accepted() {
        String status = "{'connectorId':-1,'errorCode':'NoError','status':'Available'}";
        assertThat(centralSystem.boot("CP-1").callInVain("StatusNotification", status))
                .isEqualTo("PropertyConstraintViolation: connectorId: -1, at least 0 is expected");
        centralSystem.register("CP-2", ACCEPTED, LENIENT);
        ConnectedChargePoint lenient = centralSystem.connect("CP-2");
        lenient.call("BootNotification", "{}");

        lenient.call("StatusNotification", status);

        assertThat(centralSystem.domain.events(UnexpectedConnectorReported.class))
                .extracting(UnexpectedConnectorReported::connectorId)
                .containsExactly(-1);
    }

    // connections

    @Test
    void who_is_not_registered_is_not_found() {
        assertThat(centralSystem.connectInVain("CP-404", "ocpp1.6")).isEqualTo(404);
    }

    @Test
    void who_is_not_registered_may_register_itself_where_that_is_wanted() {
        try (CentralSystem open = new CentralSystem(Optional.of(new SelfRegistration(PENDING, LENIENT)))) {
            assertThat(open.connect("CP-404").call("BootNotification", "{}")).startsWith("{'status':'Pending'");
            assertThat(open.domain.events(ChargePointRegistered.class))
                    .extracting(ChargePointRegistered::source)
                    .containsExactly(RegistrationSource.CONNECTION);
        }
    }

    @Test
    void whoever_speaks_no_protocol_of_ours_takes_nobodys_place() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(centralSystem.connectInVain("CP-1", "ocpp0.1")).isEqualTo(400);
        assertThat(centralSystem.connectInVain("CP-404", "ocpp0.1")).isEqualTo(404);
        chargePoint.call("Heartbeat", "{}");
        assertThat(centralSystem.domain.events(SessionOpened.class)).hasSize(1);
        assertThat(centralSystem.domain.events(SessionClosed.class)).isEmpty();
    }

    @Test
    void how_often_one_that_is_not_pinged_is_heard_of_is_known_after_a_reconnection_too() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        centralSystem.excuse("CP-1", new ChargePointOptions(false, true, null, null));
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");
        assertThat(heartbeatInterval()).as("nobody knows").isEqualTo(Duration.ofDays(1));
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        assertThat(heartbeatInterval()).isEqualTo(Duration.ofSeconds(300));

        centralSystem.connect("CP-1").call("Heartbeat", "{}");

        assertThat(heartbeatInterval()).isEqualTo(Duration.ofSeconds(300));
    }

    private Duration heartbeatInterval() {
        return centralSystem
                .sessions
                .find(new ChargePointId("CP-1"))
                .orElseThrow()
                .heartbeatInterval();
    }

    @Test
    void who_is_excused_from_it_need_not_name_a_subprotocol_but_must_not_name_a_foreign_one() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        assertThat(centralSystem.connectInVain("CP-1", "")).isEqualTo(400);
        centralSystem.excuse("CP-1", new ChargePointOptions(true, false, null, null));

        assertThat(centralSystem
                        .connectWithoutSubprotocol("CP-1")
                        .call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                .startsWith("{'status':'Accepted'");
        assertThat(centralSystem.connectInVain("CP-1", "ocpp0.1")).isEqualTo(400);
    }

    @Test
    void times_without_offset_are_of_the_charge_points_own_zone_where_that_is_known() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        centralSystem.excuse("CP-1", new ChargePointOptions(false, false, ZoneId.of("Europe/Berlin"), false));
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");

        assertThat(chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}"))
                .contains("'currentTime':'2026-11-24T10:15:30Z'");
        chargePoint.call(
                "StatusNotification",
                "{'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24T11:00:00'}");
        assertThat(centralSystem
                        .domain
                        .events(ConnectorStatusChanged.class)
                        .getFirst()
                        .report()
                        .reportedAt())
                .isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    }

    @Test
    void coming_and_going_is_on_record() {
        centralSystem.boot("cp-1").disconnect();
        await().untilAsserted(() -> assertThat(centralSystem.domain.events(SessionClosed.class))
                .extracting(
                        SessionClosed::closeCode,
                        closed -> closed.chargePointId().value())
                .containsExactly(tuple(1000, "cp-1")));
    }

    // actions

    // Authorize

    @Test
    void an_id_tag_is_answered_with_its_status() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        centralSystem.registerIdTag("GOOD", null, null, 1);
        centralSystem.registerIdTag("MEMBER", "GROUP", Instant.parse("2027-01-01T00:00:00Z"), 1);
        centralSystem.registerIdTag("BAD", null, null, 1);
        centralSystem.blockIdTag("BAD");
        centralSystem.registerIdTag("OLD", null, Instant.parse("2025-01-01T00:00:00Z"), 1);
        assertThat(chargePoint.call("Authorize", "{'idTag':'GOOD'}")).isEqualTo("{'idTagInfo':{'status':'Accepted'}}");
        assertThat(chargePoint.call("Authorize", "{'idTag':'good'}")).isEqualTo("{'idTagInfo':{'status':'Accepted'}}");
        assertThat(chargePoint.call("Authorize", "{'idTag':'MEMBER'}"))
                .isEqualTo(
                        "{'idTagInfo':{'status':'Accepted','expiryDate':'2027-01-01T00:00:00.000Z','parentIdTag':'GROUP'}}");
        assertThat(chargePoint.call("Authorize", "{'idTag':'BAD'}")).contains("'status':'Blocked'");
        assertThat(chargePoint.call("Authorize", "{'idTag':'OLD'}")).contains("'status':'Expired'");
        assertThat(chargePoint.call("Authorize", "{'idTag':'WHO'}")).isEqualTo("{'idTagInfo':{'status':'Invalid'}}");
        assertThat(chargePoint.call("Authorize", "{'idTag':''}")).isEqualTo("{'idTagInfo':{'status':'Invalid'}}");
        assertThat(chargePoint.call("Authorize", "{'idTag':'${jndi:ldap://x}'}"))
                .isEqualTo("{'idTagInfo':{'status':'Invalid'}}");
    }

    // DataTransfer, firmware

    @Test
    void a_vendor_that_is_not_known_is_no_error() {
        assertThat(centralSystem
                        .boot("CP-1")
                        .call("DataTransfer", "{'vendorId':'com.example','messageId':'M','data':'x'}"))
                .isEqualTo("{'status':'UnknownVendorId'}");
    }

    @Test
    void a_vendor_whose_dialect_is_spoken_is_answered_in_it() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.call("DataTransfer", "{'vendorId':'COM.example.echo','messageId':'say','data':'x'}"))
                .isEqualTo("{'status':'Accepted','data':'x'}");
        assertThat(chargePoint.call("DataTransfer", "{'vendorId':'com.example.Echo','messageId':'sing'}"))
                .isEqualTo("{'status':'UnknownMessageId'}");
        assertThat(centralSystem.domain.events(DataTransferReceived.class))
                .extracting(DataTransferReceived::answered, DataTransferReceived::answerData)
                .containsExactly(
                        tuple(DataTransferStatus.ACCEPTED, "x"), tuple(DataTransferStatus.UNKNOWN_MESSAGE_ID, null));
    }

    @Test
    void firmware_and_diagnostics_statuses_are_recorded() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.call("FirmwareStatusNotification", "{'status':'InstallationFailed'}"))
                .isEqualTo("{}");
        assertThat(chargePoint.call("DiagnosticsStatusNotification", "{'status':'Uploading'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(FirmwareStatusReported.class))
                .extracting(FirmwareStatusReported::status)
                .containsExactly(FirmwareStatus.INSTALLATION_FAILED);
        assertThat(centralSystem.domain.events(DiagnosticsStatusReported.class))
                .extracting(DiagnosticsStatusReported::status)
                .containsExactly(DiagnosticsStatus.UPLOADING);
    }

    // StatusNotification

    @Test
    void a_status_is_recorded_when_it_changes_something() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        String available = "{'connectorId':1,'errorCode':'NoError','status':'Available'}";
        assertThat(chargePoint.call("StatusNotification", available)).isEqualTo("{}");
        assertThat(chargePoint.call("StatusNotification", available)).isEqualTo("{}");
        chargePoint.call("StatusNotification", "{'connectorId':1,'errorCode':'NoError','status':'Preparing'}");
        chargePoint.call("StatusNotification", "{'connectorId':0,'errorCode':'NoError','status':'Available'}");
        assertThat(centralSystem.domain.events(ConnectorStatusChanged.class)).hasSize(3);
    }

    @Test
    void a_connector_that_cannot_be_is_answered_and_kept_apart() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.call(
                        "StatusNotification", "{'connectorId':10000,'errorCode':'NoError','status':'Available'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(UnexpectedConnectorReported.class))
                .hasSize(1);
    }

    @Test
    void an_unknown_error_code_is_refused_strictly_and_kept_leniently() {
        String status = "{'connectorId':1,'errorCode':'Error','status':'Faulted'}";
        assertThat(centralSystem.boot("CP-1").callInVain("StatusNotification", status))
                .isEqualTo("PropertyConstraintViolation: errorCode: 'Error' is no ChargePointErrorCode");
        centralSystem.register("CP-2", ACCEPTED, LENIENT);
        ConnectedChargePoint lenient = centralSystem.connect("CP-2");
        lenient.call("BootNotification", "{}");
        lenient.call("StatusNotification", status);
        ConnectorStatusChanged changed =
                centralSystem.domain.events(ConnectorStatusChanged.class).getFirst();
        assertThat(changed.report().errorCode()).isEqualTo(ChargePointErrorCode.OTHER_ERROR);
        assertThat(changed.report().vendorErrorCode()).isEqualTo("Error");
    }

    // StartTransaction

    @Test
    void a_start_gets_an_id_and_the_status_of_its_tag() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        centralSystem.registerIdTag("04E91C5A", null, null, 1);
        assertThat(chargePoint.call("StartTransaction", START)).isEqualTo(ACCEPTED_1);
        assertThat(chargePoint.call(
                        "StartTransaction",
                        "{'connectorId':2,'idTag':'04E91C5A','meterStart':5,'timestamp':'2026-11-24T10:01:00Z'}"))
                .isEqualTo("{'transactionId':2,'idTagInfo':{'status':'ConcurrentTx'}}");
    }

    @Test
    void an_unknown_tag_gets_an_id_too() {
        assertThat(centralSystem.boot("CP-1").call("StartTransaction", START)).isEqualTo(INVALID_1);
    }

    @Test
    void a_resent_start_gets_the_first_answer_and_no_second_transaction() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        centralSystem.registerIdTag("04E91C5A", null, null, 1);
        assertThat(chargePoint.call("StartTransaction", START)).isEqualTo(ACCEPTED_1);
        assertThat(chargePoint.call("StartTransaction", START)).isEqualTo(ACCEPTED_1);
        ConnectedChargePoint again = centralSystem.connect("CP-1");
        assertThat(again.call("StartTransaction", START.replace("04E91C5A", "04e91c5a")))
                .isEqualTo(ACCEPTED_1);
        again.call("StopTransaction", "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}");
        assertThat(again.call("StartTransaction", START)).isEqualTo(ACCEPTED_1);
        assertThat(centralSystem.domain.events(TransactionStarted.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'connectorId':0,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':99,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':-5,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':{'id':1},'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':9223372036854775807,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'222222017-01-01T00:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'1970-01-01T00:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'0001-01-01T00:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'2099-01-01T00:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'yesterday'}",
                "{'connectorId':1,'idTag':'A','meterStart':0}",
                "{'connectorId':1,'idTag':'A','meterStart':-1,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':2147483648,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':'1e5','timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':'abc','timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':1e999999999,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':null,'meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'<300>','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A~u0000~ud800','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}",
                "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z','reservationId':'r','x':1}",
            })
    void whatever_a_start_says_it_gets_an_id(String payload) {
        assertThat(centralSystem.boot("CP-1").call("StartTransaction", payload)).isEqualTo(INVALID_1);
        assertThat(centralSystem.domain.events(TransactionStarted.class)).hasSize(1);
    }

    @Test
    void what_cannot_be_understood_is_refused_and_kept() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.callInVain("StartTransaction", "{'connectorId':1}"))
                .isEqualTo("OccurenceConstraintViolation: meterStart is missing");
        assertThat(chargePoint.callInVain("Authorize", "{}"))
                .isEqualTo("OccurenceConstraintViolation: idTag is missing");
        assertThat(centralSystem.domain.events(AnomalyDetected.class))
                .extracting(AnomalyDetected::kind, AnomalyDetected::raw)
                .containsExactly(tuple(AnomalyKind.UNREADABLE_MESSAGE, "{\"connectorId\":1}"));
    }

    /** It may have booted before another central system, and need not do it again (OCPP-J 1.6 §5.4). */
    @Test
    void what_matters_of_a_charge_point_that_has_never_booted_here_is_kept() {
        centralSystem.register("CP-1", ACCEPTED, STRICT);
        List<String> told = new CopyOnWriteArrayList<>();
        centralSystem.sessions.tell(new SessionListener() {
            @Override
            public void spokeUnbooted(Session session) {
                told.add(session.chargePointId().value());
            }
        });
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");
        String start = "{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}";
        assertThat(chargePoint.callInVain("Heartbeat", "{}")).startsWith("SecurityError");
        assertThat(chargePoint.callInVain("StartTransaction", start)).startsWith("SecurityError");
        assertThat(chargePoint.callInVain("MeterValues", "{'connectorId':1}")).startsWith("SecurityError");

        assertThat(told).containsExactly("CP-1");
        assertThat(centralSystem.domain.events(AnomalyDetected.class))
                .extracting(AnomalyDetected::kind, AnomalyDetected::raw)
                .containsExactly(
                        tuple(AnomalyKind.MESSAGE_BEFORE_BOOT, start.replace('\'', '"')),
                        tuple(AnomalyKind.MESSAGE_BEFORE_BOOT, "{\"connectorId\":1}"));
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        chargePoint.call("StartTransaction", start);
    }

    @Test
    void nothing_is_kept_of_one_that_was_not_accepted() {
        centralSystem.register("CP-1", PENDING, STRICT);
        ConnectedChargePoint chargePoint = centralSystem.connect("CP-1");
        assertThat(chargePoint.callInVain("MeterValues", "{'connectorId':1}")).startsWith("SecurityError");
        centralSystem.decide("CP-1", ACCEPTED);
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        centralSystem.decide("CP-1", PENDING);
        chargePoint.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        assertThat(chargePoint.callInVain("MeterValues", "{'connectorId':1}")).startsWith("SecurityError");

        assertThat(centralSystem.domain.events(AnomalyDetected.class)).isEmpty();
    }

    // StopTransaction

    @Test
    void a_stop_is_answered_with_the_status_of_the_tag_that_was_presented() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        centralSystem.registerIdTag("04E91C5A", null, null, 1);
        chargePoint.call("StartTransaction", START);
        String stop = "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z','idTag':'04E91C5A',"
                + "'reason':'EVDisconnected','transactionData':[{'timestamp':'2026-11-24T10:05:00Z',"
                + "'sampledValue':[{'value':'1500','context':'Sample.Periodic'}]}]}";
        assertThat(chargePoint.call("StopTransaction", stop)).isEqualTo("{'idTagInfo':{'status':'Accepted'}}");
        assertThat(chargePoint.call("StopTransaction", stop)).isEqualTo("{'idTagInfo':{'status':'Accepted'}}");
        assertThat(centralSystem.domain.events(TransactionStopped.class)).hasSize(1);
        TransactionStopped stopped =
                centralSystem.domain.events(TransactionStopped.class).getFirst();
        assertThat(stopped.reason()).isEqualTo(StopReason.EV_DISCONNECTED);
        assertThat(stopped.transactionData()).hasSize(1);
    }

    @Test
    void a_stop_without_tag_and_reason_is_a_local_one_with_an_empty_answer() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        assertThat(chargePoint.call(
                        "StopTransaction", "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(TransactionStopped.class))
                .extracting(TransactionStopped::reason)
                .containsExactly(StopReason.LOCAL);
    }

    @Test
    void a_stop_is_taken_from_any_connection_days_later() {
        centralSystem.boot("CP-1").call("StartTransaction", START);
        assertThat(centralSystem
                        .connect("CP-1")
                        .call(
                                "StopTransaction",
                                "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(TransactionStopped.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "'abc'", "null", "9223372036854775808"})
    void a_stop_without_a_usable_id_stops_the_one_transaction_that_it_fits(String transactionId) {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        assertThat(chargePoint.call(
                        "StopTransaction",
                        "{'transactionId':" + transactionId
                                + ",'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z','idTag':'04E91C5A'}"))
                .isEqualTo("{'idTagInfo':{'status':'Invalid'}}");
        assertThat(centralSystem.domain.events(TransactionStopped.class))
                .extracting(TransactionStopped::transactionId)
                .containsExactly(new TransactionId(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "4711", "9223372036854775807", "-9223372036854775808"})
    void a_stop_of_a_transaction_that_nobody_knows_is_answered_and_kept(String transactionId) {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        String stop = "{'transactionId':" + transactionId + ",'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}";
        assertThat(chargePoint.call("StopTransaction", stop)).isEqualTo("{}");
        assertThat(chargePoint.call("StopTransaction", stop)).isEqualTo("{}");
        assertThat(centralSystem.domain.events(StrayStopKept.class)).hasSize(1);
    }

    @Test
    void another_charge_points_transaction_is_not_touched() {
        centralSystem.boot("CP-1").call("StartTransaction", START);
        ConnectedChargePoint other = centralSystem.boot("CP-2");
        assertThat(other.call(
                        "StopTransaction", "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}"))
                .isEqualTo("{}");
        assertThat(other.call("MeterValues", values("'transactionId':1,"))).isEqualTo("{}");
        assertThat(centralSystem.domain.events(TransactionStopped.class)).isEmpty();
        assertThat(centralSystem.domain.events(AnomalyDetected.class))
                .extracting(AnomalyDetected::kind)
                .containsExactly(AnomalyKind.FOREIGN_TRANSACTION, AnomalyKind.FOREIGN_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "2147483648", "'1e5'", "'abc'", "-3", "1000.7", "null"})
    void any_meter_stop_is_taken(String meterStop) {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        assertThat(chargePoint.call(
                        "StopTransaction",
                        "{'transactionId':1,'meterStop':" + meterStop + ",'timestamp':'2026-11-24T10:10:00Z'}"))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(TransactionStopped.class)).hasSize(1);
    }

    // MeterValues

    @Test
    void meter_values_are_kept_with_their_transaction_once() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        assertThat(chargePoint.call("MeterValues", values("'transactionId':1,")))
                .isEqualTo("{}");
        assertThat(chargePoint.call("MeterValues", values("'transactionId':1,")))
                .isEqualTo("{}");
        assertThat(centralSystem.domain.events(MeterValuesReceived.class))
                .extracting(MeterValuesReceived::transactionId)
                .containsExactly(new TransactionId(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        ""                    | 1
        'transactionId':-1,   | 1
        'transactionId':0,    | 1
        'transactionId':4711, |
        """)
    void meter_values_that_name_no_transaction_go_to_the_one_on_their_connector(String member, Integer transaction) {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        assertThat(chargePoint.call("MeterValues", values(member))).isEqualTo("{}");
        assertThat(centralSystem.domain.events(MeterValuesReceived.class))
                .extracting(MeterValuesReceived::transactionId)
                .containsExactly(transaction == null ? null : new TransactionId(transaction));
    }

    @Test
    void one_bad_sample_costs_that_sample_and_the_payload_is_kept() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        assertThat(chargePoint.call(
                        "MeterValues",
                        "{'connectorId':1,'meterValue':[{'timestamp':'2026-11-24T10:05:00Z',"
                                + "'sampledValue':[{'value':'null'},{'value':230.4,'unit':'V'}]}]}"))
                .isEqualTo("{}");
        MeterValuesReceived received =
                centralSystem.domain.events(MeterValuesReceived.class).getFirst();
        assertThat(received.meterValues().getFirst().sampledValues())
                .extracting("value")
                .containsExactly("230.4");
        assertThat(received.raw()).contains("\"null\"").contains("230.4");
    }

    private static String values(String member) {
        return "{'connectorId':1," + member
                + "'meterValue':[{'timestamp':'2026-11-24T10:05:00Z','sampledValue':[{'value':'1500'}]}]}";
    }

    // repetitions

    @Test
    void a_message_that_comes_again_with_its_id_gets_its_answer_again() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        String frame = Payloads.json("[2,'17','Authorize',{'idTag':'A'}]");
        String answer = chargePoint.exchange(frame);
        assertThat(chargePoint.exchange(frame)).isEqualTo(answer);
        assertThat(centralSystem.domain.events(AuthorizationAttempted.class)).hasSize(1);
        assertThat(chargePoint.exchange(frame.replace("17", "18"))).isEqualTo(answer.replace("17", "18"));
        assertThat(centralSystem.domain.events(AuthorizationAttempted.class)).hasSize(2);
    }

    @Test
    void a_boot_that_comes_again_with_its_id_is_answered_anew_for_it_asks_the_time() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        String frame = Payloads.json("[2,'17','BootNotification',{'chargePointVendor':'V','chargePointModel':'M'}]");
        assertThat(chargePoint.exchange(frame)).isEqualTo(chargePoint.exchange(frame));
        assertThat(centralSystem.domain.events(ChargePointBooted.class)).hasSize(1);
    }

    @Test
    void a_queue_that_was_kept_offline_is_taken_in_order_and_again_after_a_lost_answer() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        String stop = "{'transactionId':-1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z'}";
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(chargePoint.call("StartTransaction", START)).isEqualTo(INVALID_1);
            assertThat(chargePoint.call("MeterValues", values("'transactionId':-1,")))
                    .isEqualTo("{}");
            assertThat(chargePoint.call("StopTransaction", stop)).isEqualTo("{}");
            chargePoint = centralSystem.connect("CP-1");
        }
        assertThat(centralSystem.domain.events(TransactionStarted.class)).hasSize(1);
        assertThat(centralSystem.domain.events(MeterValuesReceived.class)).hasSize(1);
        assertThat(centralSystem.domain.events(TransactionStopped.class)).hasSize(1);
        assertThat(centralSystem.domain.events(StrayStopKept.class)).isEmpty();
    }

    @Test
    void a_boot_ends_no_transaction() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        ConnectedChargePoint rebooted = centralSystem.connect("CP-1");
        rebooted.call("BootNotification", "{'chargePointVendor':'V','chargePointModel':'M'}");
        rebooted.call(
                "StopTransaction",
                "{'transactionId':1,'meterStop':2000,'timestamp':'2026-11-24T10:10:00Z','reason':'PowerLoss'}");
        assertThat(centralSystem.domain.events(TransactionStopped.class))
                .extracting(TransactionStopped::reason)
                .containsExactly(StopReason.POWER_LOSS);
    }

    @Test
    void a_start_that_proves_the_last_one_over_closes_it_until_its_stop_comes() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        chargePoint.call("StartTransaction", START);
        chargePoint.call(
                "StartTransaction",
                "{'connectorId':1,'idTag':'B','meterStart':1500,'timestamp':'2026-11-24T10:05:00Z'}");
        assertThat(centralSystem.domain.events(TransactionClosedAdministratively.class))
                .hasSize(1);
        chargePoint.call("StopTransaction", "{'transactionId':1,'meterStop':1500,'timestamp':'2026-11-24T10:04:00Z'}");
        assertThat(centralSystem.domain.events(TransactionStopped.class))
                .extracting(TransactionStopped::transactionId)
                .containsExactly(new TransactionId(1));
    }

    // whatever happens

    @Test
    void every_event_says_who_caused_it_and_by_what() {
        centralSystem.boot("CP-1").call("StartTransaction", START);
        EventMessage<?> started = centralSystem.domain.messages().stream()
                .filter(event -> event.getPayload() instanceof TransactionStarted)
                .findFirst()
                .orElseThrow();
        assertThat(started.getMetaData())
                .containsEntry(Provenance.ACTOR, "charge-point:CP-1")
                .containsEntry(Provenance.CHARGE_POINT, "CP-1")
                .containsEntry(
                        Provenance.SESSION,
                        centralSystem
                                .domain
                                .events(SessionOpened.class)
                                .getFirst()
                                .sessionId()
                                .value())
                .containsEntry(Provenance.NODE, "node-1")
                .containsEntry(Provenance.ACTION, "StartTransaction")
                .containsEntry(Provenance.MESSAGE_ID, "m-2");
    }

    @Test
    void a_failure_of_ours_is_no_verdict_and_is_logged_once() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(OcppCallHandler.class);
        logger.setAdditive(false);
        logger.addAppender(logged);
        logged.start();
        try {
            ConnectedChargePoint chargePoint = centralSystem.boot("CP-9");
            centralSystem.domain.failToStore(true);
            assertThat(chargePoint.callInVain("StartTransaction", START))
                    .isEqualTo("InternalError: not handled for a reason of ours; send it again later");
            centralSystem.domain.failToStore(false);
            chargePoint.call("StartTransaction", START);
        } finally {
            logger.detachAppender(logged);
            logger.setAdditive(true);
        }
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("CP-9: StartTransaction m-2 could not be handled");
    }

    @Test
    void deviations_are_counted_by_charge_point_and_kind() {
        ConnectedChargePoint chargePoint = centralSystem.boot("CP-1");
        for (int i = 0; i < 3; i++) {
            chargePoint.call("MeterValues", "{'connectorId':'1','meterValue':[],'n':" + i + "}");
        }
        assertThat(centralSystem
                        .metrics
                        .counter("ocpp.deviations", "kind", "text_for_number")
                        .count())
                .isEqualTo(3);
        centralSystem.deviations.drain(tallies -> assertThat(tallies)
                .extracting(tally ->
                        tally.kind() + " " + tally.count() + " " + tally.last().example())
                .containsExactlyInAnyOrder("TEXT_FOR_NUMBER 3 1", "EMPTY_ARRAY 3 0 elements", "UNKNOWN_MEMBER 3 2"));
        centralSystem.deviations.drain(tallies -> {
            throw new AssertionError("already taken: " + tallies);
        });
    }
}
