package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.OcppClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A charge point that follows a scenario: it says what the scenario has it say, and looks closely at what it is told. */
final class ScriptedChargePoint implements AutoCloseable {

    static final int CONNECTORS = 2;

    private String url;
    private OcppClient client;
    private @Nullable String authorization;
    private @Nullable SSLContext tls;
    private int meterWh = 1_000;

    private ScriptedChargePoint(String url) {
        this.url = url;
        this.client = OcppClient.connect(url);
    }

    static ScriptedChargePoint connect(String url) {
        return new ScriptedChargePoint(url);
    }

    // ---- what it says

    /** Anything. Its answer must keep the rules of its message; gives the answer's payload. */
    JsonNode says(String action, String payload) {
        JsonNode answer = client.frame(action, Json.of(payload).toString());
        assertThat(answer.get(0).asInt()).as("type of %s to %s", answer, action).isEqualTo(3);
        assertThat(answer.size()).as("elements of %s", answer).isEqualTo(3);
        assertThat(MessageCheck.faultsOfAnswer(action, answer.get(2)))
                .as("faults of %s", answer)
                .isEmpty();
        return answer.get(2);
    }

    /** Boots, is accepted, and reports itself and its connectors. Gives the answer to its BootNotification. */
    JsonNode boots() {
        JsonNode answer = bootsSilently();
        reportsAll("Available");
        return answer;
    }

    private JsonNode bootsSilently() {
        JsonNode answer = says(
                "BootNotification",
                "{'chargePointVendor': 'Vendor', 'chargePointModel': 'Model', 'firmwareVersion': '1.0'}");
        assertThat(answer.path("status").asString("")).isEqualTo("Accepted");
        return answer;
    }

    /** Goes down, comes back by a new connection, and boots. */
    JsonNode restarts() {
        reconnects();
        return boots();
    }

    /** As {@link #restarts}, and finds a vehicle at this connector whose transaction is over. */
    void losesPowerWhileCharging(int connectorId) {
        reconnects();
        bootsSilently();
        for (int each = 0; each <= CONNECTORS; each++) {
            reports(each, each == connectorId ? "Finishing" : "Available");
        }
    }

    /** Loses its connection and comes back by another; it does not boot. */
    void reconnects() {
        client.close();
        client = OcppClient.connect(url, tls, authorization);
    }

    /**
     * Goes to another endpoint of the same central system, or there as somebody else.
     *
     * @param tls           null for none
     * @param authorization null for none
     */
    void movesTo(String url, @Nullable SSLContext tls, @Nullable String authorization) {
        this.url = url;
        this.tls = tls;
        this.authorization = authorization;
        reconnects();
    }

    /** Asks for a certificate, and is told that it gets one. @param csr in PEM */
    void wantsACertificate(String csr) {
        JsonNode answer = says("SignCertificate", "{'csr': '" + csr.replace("\n", "\\n") + "'}");
        assertThat(answer.path("status").asString("")).isEqualTo("Accepted");
    }

    /** Proves who it is by this header from its next connection on. */
    void proves(String header) {
        authorization = header;
    }

    void heartbeats() {
        says("Heartbeat", "{}");
    }

    void reports(int connectorId, String status) {
        reports(connectorId, status, "NoError");
    }

    void reports(int connectorId, String status, String errorCode) {
        says(
                "StatusNotification",
                "{'connectorId': %d, 'status': '%s', 'errorCode': '%s', 'timestamp': '%s'}"
                        .formatted(connectorId, status, errorCode, now()));
    }

    /** Itself and each connector. */
    void reportsAll(String status) {
        for (int connectorId = 0; connectorId <= CONNECTORS; connectorId++) {
            reports(connectorId, status);
        }
    }

    void reportsFirmware(String status) {
        says("FirmwareStatusNotification", "{'status': '" + status + "'}");
    }

    void reportsDiagnostics(String status) {
        says("DiagnosticsStatusNotification", "{'status': '" + status + "'}");
    }

    void reportsSignedFirmware(String status, int requestId) {
        says("SignedFirmwareStatusNotification", "{'status': '%s', 'requestId': %d}".formatted(status, requestId));
    }

    void reportsLog(String status, int requestId) {
        says("LogStatusNotification", "{'status': '%s', 'requestId': %d}".formatted(status, requestId));
    }

    void reportsSecurityEvent(String type) {
        says("SecurityEventNotification", "{'type': '%s', 'timestamp': '%s'}".formatted(type, now()));
    }

    /** Presents an idTag and must be given this status. Gives the whole idTagInfo. */
    JsonNode authorizes(String idTag, String status) {
        JsonNode idTagInfo = says("Authorize", "{'idTag': '" + idTag + "'}").path("idTagInfo");
        assertThat(idTagInfo.path("status").asString("")).isEqualTo(status);
        return idTagInfo;
    }

    /** Starts a transaction and must be given this status. Gives the transaction's id. */
    int starts(int connectorId, String idTag, String status) {
        return starts(connectorId, idTag, now(), null, status);
    }

    int starts(int connectorId, String idTag, Instant at, Integer reservationId, String status) {
        JsonNode answer = says(
                "StartTransaction",
                "{'connectorId': %d, 'idTag': '%s', 'meterStart': %d, 'timestamp': '%s'%s}"
                        .formatted(
                                connectorId,
                                idTag,
                                meterWh,
                                at,
                                reservationId == null ? "" : ", 'reservationId': " + reservationId));
        assertThat(answer.at("/idTagInfo/status").asString()).isEqualTo(status);
        return answer.path("transactionId").asInt();
    }

    void stops(int transactionId, String reason) {
        stops(transactionId, reason, now());
    }

    void stops(int transactionId, String reason, Instant at) {
        meterWh += 500;
        says(
                "StopTransaction",
                "{'transactionId': %d, 'meterStop': %d, 'timestamp': '%s', 'reason': '%s'}"
                        .formatted(transactionId, meterWh, at, reason));
    }

    /** The idTag is accepted, the cable is plugged in, and energy flows. Gives the transaction's id. */
    int charges(int connectorId, String idTag) {
        authorizes(idTag, "Accepted");
        reports(connectorId, "Preparing");
        int transactionId = starts(connectorId, idTag, "Accepted");
        reports(connectorId, "Charging");
        return transactionId;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    // ---- what it is asked

    /** The next call must be of this action. */
    ReceivedCall isSent(String action) {
        ReceivedCall call = new ReceivedCall(client, client.nextCall());
        assertThat(call.action()).isEqualTo(action);
        return call;
    }

    /** Nothing that was not asked for, which would disturb a scenario. */
    void hasBeenSentNothingElse() {
        assertThat(client.nextCallWithin(0)).isNull();
    }

    @Override
    public void close() {
        client.close();
    }
}
