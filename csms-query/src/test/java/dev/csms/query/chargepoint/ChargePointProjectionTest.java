package dev.csms.query.chargepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointOptionsChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorOccupied;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorReleased;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.OutdatedConnectorStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionSuperseded;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.DataTransferStatus;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.credential.Authentication;
import dev.csms.query.QuerySideTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ChargePointProjectionTest extends QuerySideTest {

    private static final BootData WALLBOX =
            new BootData("Ampere", "Wallbox 11", "SN-1", null, "1.2.3", null, "imsi-1", null, null);

    private final ChargePointId id = chargePoint();
    private final SessionId session = new SessionId("session-" + number());

    @Autowired
    private LastSeenLog lastSeen;

    @BeforeEach
    void register() {
        happened(id, registered(id));
    }

    @Test
    void a_registered_charge_point_is_found_in_any_spelling() {
        String lower = id.value().toLowerCase(Locale.ROOT);
        assertThat(query("{ chargePoint(identity: \"%s\") { identity registration source connected boot { imsi } } }"
                                .formatted(lower))
                        .toString())
                .isEqualTo("""
                    {"chargePoint":{"identity":"%s","registration":"ACCEPTED","source":"OPERATOR",\
                    "connected":false,"boot":null}}\
                    """.formatted(id.value()));
    }

    @Test
    void who_is_not_registered_is_not_found() {
        assertThat(query("{ chargePoint(identity: \"nobody\") { identity } }").toString())
                .isEqualTo("{\"chargePoint\":null}");
    }

    @Test
    void an_operators_decisions_show() {
        happened(
                id,
                new RegistrationChanged(id, RegistrationStatus.REJECTED, 600),
                new MessagePolicyChanged(id, MessagePolicy.LENIENT));

        assertShown(
                "registration intervalSeconds messagePolicy",
                "{\"registration\":\"REJECTED\",\"intervalSeconds\":600,\"messagePolicy\":\"LENIENT\"}");
    }

    @Test
    void what_it_is_excused_from_shows_and_can_be_taken_back() {
        String options = "options { assumeSubprotocol noServerPing timeZone fractionalSeconds }";
        happened(
                id,
                new ChargePointOptionsChanged(
                        id, new ChargePointOptions(true, true, ZoneId.of("Europe/Berlin"), false)));
        assertShown(
                options,
                "{\"options\":{\"assumeSubprotocol\":true,\"noServerPing\":true,\"timeZone\":\"Europe/Berlin\","
                        + "\"fractionalSeconds\":false}}");

        happened(id, new ChargePointOptionsChanged(id, ChargePointOptions.NONE));
        assertShown(
                options,
                "{\"options\":{\"assumeSubprotocol\":false,\"noServerPing\":false,\"timeZone\":null,"
                        + "\"fractionalSeconds\":null}}");
    }

    @Test
    void a_boot_shows_with_its_answer_and_stays_in_the_list_of_boots() {
        happened(id, booted("1.0"), booted("1.1"));

        assertShown(
                "boot { chargePointVendor firmwareVersion imsi answered intervalSeconds } boots { nodes {"
                        + " firmwareVersion } }",
                """
                {"boot":{"chargePointVendor":"Ampere","firmwareVersion":"1.1","imsi":"imsi-1","answered":"ACCEPTED",\
                "intervalSeconds":300},"boots":{"nodes":[{"firmwareVersion":"1.1"},{"firmwareVersion":"1.0"}]}}\
                """);
    }

    private ChargePointBooted booted(String firmware) {
        BootData data = new BootData(
                WALLBOX.chargePointVendor(),
                WALLBOX.chargePointModel(),
                null,
                null,
                firmware,
                null,
                "imsi-1",
                null,
                null);
        return new ChargePointBooted(id, session, data, RegistrationStatus.ACCEPTED, 300, NOON);
    }

    @Test
    void a_connection_shows_from_its_opening_to_its_end() {
        happened(id, opened(session));
        assertShown("connected session { sessionId endedAt }", """
            {"connected":true,"session":{"sessionId":"%s","endedAt":null}}\
            """.formatted(session));

        happened(id, new SessionClosed(id, session, 1006, "broken", NOON.plusSeconds(60)));
        assertShown("connected connectionChangedAt session { closeCode closeReason endedAt }", """
            {"connected":false,"connectionChangedAt":"2026-03-01T12:01:00Z","session":{"closeCode":1006,\
            "closeReason":"broken","endedAt":"2026-03-01T12:01:00Z"}}\
            """);
    }

    @Test
    void the_end_of_a_superseded_connection_leaves_the_newer_one_open() {
        SessionId newer = new SessionId(session + "-newer");
        happened(
                id,
                opened(session),
                new SessionSuperseded(id, session, newer, "node-1", NOON),
                opened(newer),
                new SessionClosed(id, session, 1006, "", NOON));

        assertShown("connected session { sessionId } sessions { nodes { supersededBy } }", """
            {"connected":true,"session":{"sessionId":"%s"},"sessions":{"nodes":[{"supersededBy":null},\
            {"supersededBy":null}]}}\
            """.formatted(newer));
    }

    @Test
    void a_superseded_connection_names_the_one_that_took_its_place() {
        SessionId newer = new SessionId(session + "-newer");
        happened(id, opened(session), new SessionSuperseded(id, session, newer, "node-1", NOON), opened(newer));

        assertShown("sessions { nodes { sessionId supersededBy } }", """
            {"sessions":{"nodes":[{"sessionId":"%1$s-newer","supersededBy":null},{"sessionId":"%1$s",\
            "supersededBy":"%1$s-newer"}]}}\
            """.formatted(session));
    }

    private SessionOpened opened(SessionId sessionId) {
        return new SessionOpened(id, sessionId, "node-1", "10.0.0.7:4711", NOON, Authentication.NONE);
    }

    @Test
    void a_connector_shows_its_latest_report_and_since_when_it_has_its_status() {
        happened(
                id,
                status(1, ChargePointStatus.AVAILABLE, null, NOON),
                status(1, ChargePointStatus.CHARGING, null, NOON.plusSeconds(10)),
                status(1, ChargePointStatus.CHARGING, "warm", NOON.plusSeconds(20)),
                status(0, ChargePointStatus.AVAILABLE, null, NOON));

        assertShown("connectors { connectorId status since info errorCode vendorErrorCode reportedAt }", """
            {"connectors":[{"connectorId":0,"status":"AVAILABLE","since":"2026-03-01T12:00:00Z","info":null,\
            "errorCode":"NO_ERROR","vendorErrorCode":"V1","reportedAt":"2026-03-01T12:00:00Z"},\
            {"connectorId":1,"status":"CHARGING","since":"2026-03-01T12:00:10Z","info":"warm",\
            "errorCode":"NO_ERROR","vendorErrorCode":"V1","reportedAt":"2026-03-01T12:00:20Z"}]}\
            """);
    }

    @Test
    void a_status_that_comes_back_is_as_young_as_its_return_even_within_one_batch() {
        happened(id, status(1, ChargePointStatus.AVAILABLE, null, NOON));
        happened(
                id,
                status(1, ChargePointStatus.CHARGING, null, NOON.plusSeconds(10)),
                status(1, ChargePointStatus.AVAILABLE, null, NOON.plusSeconds(20)));

        assertShown("connectors { since }", "{\"connectors\":[{\"since\":\"2026-03-01T12:00:20Z\"}]}");
    }

    @Test
    void all_reports_are_history_and_only_some_change_the_connector() {
        StatusReport faulted = report(ChargePointStatus.FAULTED, null, NOON.minusSeconds(60));
        happened(
                id,
                status(1, ChargePointStatus.AVAILABLE, null, NOON),
                new OutdatedConnectorStatusReported(id, 1, faulted, NOON),
                new UnexpectedConnectorReported(id, 4711, faulted, NOON));

        assertShown("connectors { status } statusHistory { nodes { connectorId kind status regular } }", """
            {"connectors":[{"status":"AVAILABLE"}],"statusHistory":{"nodes":[\
            {"connectorId":4711,"kind":"UNEXPECTED","status":"FAULTED","regular":false},\
            {"connectorId":1,"kind":"OUTDATED","status":"FAULTED","regular":true},\
            {"connectorId":1,"kind":"CHANGED","status":"AVAILABLE","regular":true}]}}\
            """);
        assertShown("statusHistory(connectorId: 4711) { nodes { connectorId } }", """
            {"statusHistory":{"nodes":[{"connectorId":4711}]}}\
            """);
    }

    private ConnectorStatusChanged status(int connector, ChargePointStatus status, @Nullable String info, Instant at) {
        return new ConnectorStatusChanged(id, connector, report(status, info, at), null, true, at);
    }

    private static StatusReport report(ChargePointStatus status, @Nullable String info, Instant at) {
        return new StatusReport(status, ChargePointErrorCode.NO_ERROR, info, null, "V1", at);
    }

    @Test
    void firmware_and_diagnostics_show_as_last_reported() {
        happened(
                id,
                new FirmwareStatusReported(id, FirmwareStatus.INSTALLING, NOON),
                new DiagnosticsStatusReported(id, DiagnosticsStatus.UPLOADED, NOON));

        assertShown("firmwareStatus firmwareStatusAt diagnosticsStatus diagnosticsStatusAt", """
            {"firmwareStatus":"INSTALLING","firmwareStatusAt":"2026-03-01T12:00:00Z",\
            "diagnosticsStatus":"UPLOADED","diagnosticsStatusAt":"2026-03-01T12:00:00Z"}\
            """);
    }

    @Test
    void vendors_messages_are_kept_even_with_what_a_database_cannot_store() {
        String odd = "a\u0000b\ud800c";
        happened(id, new DataTransferReceived(id, "com.example", null, odd, DataTransferStatus.ACCEPTED, "yes", NOON));

        assertShown("dataTransfers { nodes { vendorId messageId data answered answerData } }", """
            {"dataTransfers":{"nodes":[{"vendorId":"com.example","messageId":null,"data":"a\ufffdb\ufffdc",\
            "answered":"ACCEPTED","answerData":"yes"}]}}\
            """);
    }

    @Test
    void what_runs_on_a_connector_is_told_by_the_transactions() {
        happened(
                id,
                new ConnectorOccupied(id, 1, transaction(), NOON, "key", NOON),
                new ConnectorReleased(id, 1, transaction()));

        assertShown("connectors { status } openTransactions { transactionId }", """
            {"connectors":[],"openTransactions":[]}\
            """);
    }

    @Test
    void last_seen_is_the_latest_of_all_we_know() {
        happened(id, opened(session));
        assertShown("lastSeen", "{\"lastSeen\":\"2026-03-01T12:00:00Z\"}");

        lastSeen.record(Map.of(id, NOON.plusSeconds(30)));
        lastSeen.record(Map.of(id, NOON.plusSeconds(20)));
        assertShown("lastSeen", "{\"lastSeen\":\"2026-03-01T12:00:30Z\"}");
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ chargePoint(identity: \"%s\") { %s } }".formatted(id.value(), fields))
                        .get("chargePoint")
                        .toString())
                .isEqualTo(expected);
    }
}
