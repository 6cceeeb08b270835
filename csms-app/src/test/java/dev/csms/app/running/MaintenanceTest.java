package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.Http;
import dev.csms.app.TestToken;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Firmware and diagnostics, from the operator's wish to the file that has arrived. */
class MaintenanceTest {

    private static final String BOOT =
            "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"firmwareVersion\":\"%s\"}";
    private static final byte[] IMAGE = "firmware, version 2".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LOG = "it was hot".getBytes(StandardCharsets.UTF_8);

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void a_charge_point_fetches_its_firmware_and_tells_how_it_gets_on() {
        String image = uploadImage("v2.bin");
        try (OcppClient chargePoint = booted("FW-1")) {
            String operation =
                    ask("updateFirmware(chargePointId: \"fw-1\", imageId: \"%s\", retries: 2)".formatted(image));
            JsonNode request = chargePoint.expect("UpdateFirmware", "{}");
            assertThat(request.path("retries").asInt()).isEqualTo(2);
            assertThat(request.has("retryInterval")).isFalse();

            status(chargePoint, "Firmware", "Downloading");
            String url = request.path("location").asString("");
            assertThat(url).startsWith("http://127.0.0.1:").endsWith("/v2.bin");
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(url)).GET()).body())
                    .isEqualTo(IMAGE);
            status(chargePoint, "Firmware", "Downloaded");
            status(chargePoint, "Firmware", "Installing");
            chargePoint.call("BootNotification", BOOT.formatted("2"));
            status(chargePoint, "Firmware", "Installed");
            status(chargePoint, "Firmware", "Idle");

            assertShown(
                    "FW-1",
                    "firmwareUpdates { nodes { operationId state image { name sha256 } timeline { kind status } } }",
                    "firmwareUpdates",
                    """
                    {"operationId":"%s","state":"INSTALLED","image":{"name":"v2.bin","sha256":"%s"},"timeline":[\
                    {"kind":"REQUESTED","status":null},{"kind":"ACCEPTED","status":null},\
                    {"kind":"REPORTED","status":"DOWNLOADING"},{"kind":"REPORTED","status":"DOWNLOADED"},\
                    {"kind":"REPORTED","status":"INSTALLING"},{"kind":"REPORTED","status":"INSTALLED"}]}\
                    """.formatted(operation, imageNode(image).path("sha256").asString("")));
            FileSecrets.assertNowhere(csms, "FW-1", url);

            JsonNode deleted = csms.graphQl()
                    .data("mutation { it: deleteFirmwareImage(imageId: \"%s\") { deleted image { deletedAt } } }"
                            .formatted(image))
                    .path("it");
            assertThat(deleted.path("deleted").asBoolean()).isTrue();
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_download_that_fails_and_a_refusal_are_shown() {
        try (OcppClient chargePoint = booted("FW-2")) {
            ask("updateFirmware(chargePointId: \"FW-2\", location: \"ftp://files.example.com/v2.bin\")");
            JsonNode request = chargePoint.expect("UpdateFirmware", "{}");
            assertThat(request.path("location").asString("")).isEqualTo("ftp://files.example.com/v2.bin");
            status(chargePoint, "Firmware", "Downloading");
            assertThat(error("updateFirmware(chargePointId: \"FW-2\", location: \"http://host/v3.bin\")"))
                    .contains("QUESTIONABLE", "is not finished");
            status(chargePoint, "Firmware", "DownloadFailed");
            assertShown("FW-2", "firmwareUpdates { nodes { state status } }", "firmwareUpdates", """
                {"state":"FAILED","status":"DOWNLOAD_FAILED"}\
                """);

            ask("updateFirmware(chargePointId: \"FW-2\", location: \"http://host/v3.bin\")");
            JsonNode call = chargePoint.nextCall();
            chargePoint.sendText("[4,%s,\"NotSupported\",\"signed only\",{}]".formatted(call.get(1)));
            assertShown("FW-2", "firmwareUpdates(first: 1) { nodes { state problem } }", "firmwareUpdates", """
                {"state":"REFUSED","problem":"NotSupported: signed only"}\
                """);
        }
    }

    @Test
    void a_charge_point_uploads_its_diagnostics() {
        try (OcppClient chargePoint = booted("DIAG-1")) {
            String operation = ask("getDiagnostics(chargePointId: \"diag-1\", startTime: \"2026-03-01T00:00:00Z\")");
            JsonNode request = chargePoint.expect("GetDiagnostics", "{\"fileName\":\"log.zip\"}");
            assertThat(request.path("startTime").asString("")).startsWith("2026-03-01T00:00:00");
            status(chargePoint, "Diagnostics", "Uploading");
            String url = request.path("location").asString("");
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(url + "log.zip"))
                                    .PUT(BodyPublishers.ofByteArray(LOG)))
                            .statusCode())
                    .isEqualTo(200);
            status(chargePoint, "Diagnostics", "Uploaded");

            JsonNode upload = assertShown(
                    "DIAG-1",
                    "diagnosticsUploads { nodes { operationId state fileName files { fileName sizeBytes } timeline {"
                            + " kind status } } }",
                    "diagnosticsUploads",
                    """
                    {"operationId":"%s","state":"UPLOADED","fileName":"log.zip",\
                    "files":[{"fileName":"log.zip","sizeBytes":10}],"timeline":[\
                    {"kind":"REQUESTED","status":null},{"kind":"ACCEPTED","status":null},\
                    {"kind":"REPORTED","status":"UPLOADING"},{"kind":"FILE_RECEIVED","status":null},\
                    {"kind":"REPORTED","status":"UPLOADED"}]}\
                    """.formatted(operation));
            assertThat(upload).isNotNull();
            String path = csms.graphQl()
                    .data("{ chargePoint(identity: \"DIAG-1\") { diagnosticsUploads { nodes { files { downloadPath }"
                            + " } } } }")
                    .findValue("downloadPath")
                    .asString();
            assertThat(Http.send(operators(path).GET()).body()).isEqualTo(LOG);
            FileSecrets.assertNowhere(csms, "DIAG-1", url);
            assertThat(csms.context()
                            .getBean(JdbcClient.class)
                            .sql("select meta_data->>'actor' from domain_event where payload_type ="
                                    + " 'DiagnosticsFileReceived' and aggregate_identifier ="
                                    + " 'diagnostics-upload-" + operation + "'")
                            .query(String.class)
                            .single())
                    .isEqualTo("charge-point:DIAG-1");
        }
    }

    @Test
    void one_that_has_nothing_to_upload_is_believed() {
        try (OcppClient chargePoint = booted("DIAG-2")) {
            ask("getDiagnostics(chargePointId: \"DIAG-2\", location: \"ftp://files.example.com/up/\")");
            chargePoint.expect("GetDiagnostics", "{}");
            assertShown("DIAG-2", "diagnosticsUploads { nodes { state } }", "diagnosticsUploads", """
                {"state":"NOTHING_TO_UPLOAD"}\
                """);
        }
    }

    @Test
    void what_an_operator_cannot_mean_is_refused_with_a_sentence() {
        csms.registerChargePoint("FW-WRONG");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\")"))
                .contains("BAD_USER_INPUT", "either an imageId or a location");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", location: \"ftp://alice:pw@host/x\")"))
                .contains("BAD_USER_INPUT", "is a secret")
                .doesNotContain("alice", "pw@");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", location: \"file:///etc/passwd\")"))
                .contains("BAD_USER_INPUT");
        assertThat(error("getDiagnostics(chargePointId: \"FW-WRONG\", location: \"http://host/$(reboot)\")"))
                .contains("BAD_USER_INPUT");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", imageId: \"../x\")"))
                .contains("BAD_USER_INPUT");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", imageId: \"none\")"))
                .contains("QUESTIONABLE", "there is no firmware image none");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", imageId: \"none\", retrieveDate:"
                        + " \"2100-01-01T00:00:00Z\")"))
                .contains("BAD_USER_INPUT", "csms.files.url-validity");
        assertThat(error("updateFirmware(chargePointId: \"FW-WRONG\", location: \"http://host/x\", retries: -1)"))
                .contains("BAD_USER_INPUT", "retries must be 0 or more");
        assertThat(error("deleteFirmwareImage(imageId: \"none\")", "deleted")).contains("NOT_FOUND");
        assertThat(error("sendCall(chargePointId: \"FW-WRONG\", action: \"GetLog\", payload: {a: \"ftp://u:p@h/\"})"))
                .contains("BAD_USER_INPUT", "is a secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://2130706433/x",
                "http://0177.0.0.1/x",
                "http://0x7f000001/x",
                "http://[::ffff:127.0.0.1]/x",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/x",
                "http://localhost/x",
                "gopher://files.example.com/x",
                "http://good.example.com@127.0.0.1/x",
                "http://host/x\\r\\nHost: other",
                "http://host/$(reboot)",
                "http://host/`reboot`",
                "http://host/a b"
            })
    @Tag("G12")
    void a_location_to_which_nobody_should_be_sent_is_refused_and_no_call_is_sent(String location) {
        String identity = "FW-NEVER-" + Integer.toHexString(location.hashCode());
        try (OcppClient chargePoint = booted(identity)) {
            for (String mutation : List.of("updateFirmware", "getDiagnostics")) {
                assertThat(error(mutation
                                + "(chargePointId: \"%s\", location: \"%s\", options: {force: true})"
                                        .formatted(identity, location)))
                        .contains("BAD_USER_INPUT");
            }
            for (String call : List.of(
                    "action: \"UpdateFirmware\", payload: {location: \"%s\", retrieveDate: \"2026-01-01T00:00:00Z\"}",
                    "action: \"updatefirmware\", payload: {Location: \"%s\"}",
                    "action: \"SignedUpdateFirmware\", payload: {requestId: 1, firmware: {location: \"%s\"}}",
                    "action: \"GetDiagnostics\", payload: {location: [\"%s\"]}",
                    "action: \"GetLog\", payload: {logType: \"SecurityLog\", log: {remoteLocation: \"%s\"}}")) {
                String written = call.formatted(location);
                assertThat(error("sendCall(chargePointId: \"%s\", %s, options: {force: true, idempotencyKey: \"k\"})"
                                .formatted(identity, written)))
                        .as(written)
                        .contains("BAD_USER_INPUT");
                assertThat(error(
                                "requestOperations(chargePointIds: [\"%s\"], request: {call: {%s}}, options: {force: true})"
                                        .formatted(identity, written),
                                "batchId"))
                        .as(written)
                        .contains("BAD_USER_INPUT");
            }
            assertThat(chargePoint.nextCallWithin(100)).isNull();
        }
    }

    @Test
    void a_raw_call_to_where_a_charge_point_may_be_sent_is_sent_as_it_is_written() {
        try (OcppClient chargePoint = booted("FW-RAW")) {
            ask("sendCall(chargePointId: \"FW-RAW\", action: \"GetLog\", payload: {log: {remoteLocation:"
                    + " \"ftp://files.example.com/up/\", more: \"a b\"}})");
            assertThat(chargePoint.expect("GetLog", "{}").toString())
                    .isEqualTo("{\"log\":{\"remoteLocation\":\"ftp://files.example.com/up/\",\"more\":\"a b\"}}");
            assertThat(error(
                            "requestOperations(chargePointIds: [\"FW-RAW\"], request: {call: {action: \"a\\\",{}\","
                                    + " payload: {}}})",
                            "batchId"))
                    .contains("BAD_USER_INPUT", "action must be");
        }
    }

    private OcppClient booted(String identity) {
        return csms.booted(identity, BOOT.formatted("1"));
    }

    private String uploadImage(String name) {
        HttpResponse<byte[]> uploaded =
                Http.send(operators("/firmware/" + name).PUT(BodyPublishers.ofByteArray(IMAGE)));
        assertThat(uploaded.statusCode()).isEqualTo(201);
        return JsonMapper.shared().readTree(uploaded.body()).path("imageId").asString("");
    }

    private JsonNode imageNode(String imageId) {
        for (JsonNode image : csms.graphQl()
                .data("{ firmwareImages { nodes { imageId sha256 } } }")
                .path("firmwareImages")
                .path("nodes")) {
            if (image.path("imageId").asString("").equals(imageId)) {
                return image;
            }
        }
        throw new AssertionError("image " + imageId + " is not listed");
    }

    private String ask(String mutation) {
        return csms.graphQl()
                .data("mutation { it: " + mutation + " { operation { operationId } } }")
                .path("it")
                .path("operation")
                .path("operationId")
                .asString("");
    }

    private String error(String mutation) {
        return error(mutation, "operation { operationId }");
    }

    private String error(String mutation, String fields) {
        return csms.graphQl().errors("mutation { it: " + mutation + " { " + fields + " } }");
    }

    private static void status(OcppClient chargePoint, String of, String status) {
        assertThat(chargePoint.call(of + "StatusNotification", "{\"status\":\"%s\"}".formatted(status)))
                .isEmpty();
    }

    private JsonNode assertShown(String identity, String fields, String list, String first) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(first(identity, fields, list).toString()).isEqualTo(first));
        return first(identity, fields, list);
    }

    private JsonNode first(String identity, String fields, String list) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { %s } }".formatted(identity, fields))
                .path("chargePoint")
                .get(list)
                .path("nodes")
                .get(0);
    }

    private HttpRequest.Builder operators(String path) {
        return HttpRequest.newBuilder(csms.http(path)).header("Authorization", TestToken.BEARER);
    }
}
