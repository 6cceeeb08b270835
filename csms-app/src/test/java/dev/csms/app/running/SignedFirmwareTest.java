package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.Http;
import dev.csms.app.TestToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Firmware that is vouched for, and logs that are asked for by number: from the operator's wish to the end of it. */
class SignedFirmwareTest {

    private static final byte[] IMAGE = bytes("image.bin");
    private static final String CERTIFICATE = new String(bytes("ec.pem"));
    private static final String SIGNATURE = new String(bytes("ec.sig")).strip();

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void an_image_is_signed_offered_fetched_checked_and_installed() {
        String image = uploadImage();
        JsonNode signed = csms.graphQl()
                .data(("mutation { it: signFirmwareImage(imageId: \"%s\", " + signature(SIGNATURE)
                                + ") { image { signature signingCertificate } } }")
                        .formatted(image))
                .at("/it/image");
        assertThat(signed.path("signature").asString("")).isEqualTo(SIGNATURE);
        assertThat(signed.path("signingCertificate").asString("")).contains("BEGIN CERTIFICATE");
        try (OcppClient chargePoint = csms.booted("SIGNED-1")) {
            String operation = ask(
                    "signedUpdateFirmware(chargePointId: \"SIGNED-1\", imageId: \"%s\", retries: 2)".formatted(image));
            JsonNode request = chargePoint.expect("SignedUpdateFirmware", "{\"status\":\"Accepted\"}");
            int requestId = request.path("requestId").asInt();
            assertThat(requestId).isPositive();
            assertThat(request.path("retries").asInt()).isEqualTo(2);
            assertThat(request.at("/firmware/signature").asString()).isEqualTo(SIGNATURE);
            assertThat(request.at("/firmware/signingCertificate").asString())
                    .startsWith("-----BEGIN CERTIFICATE-----\n")
                    .doesNotContain("\r");
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(
                                            request.at("/firmware/location").asString()))
                                    .GET())
                            .body())
                    .isEqualTo(IMAGE);
            for (String status : new String[] {"Downloading", "Downloaded", "SignatureVerified", "InstallRebooting"}) {
                firmware(chargePoint, status, requestId);
            }
            boot(chargePoint);
            firmware(chargePoint, "Installed", requestId);
            FileSecrets.assertNowhere(
                    csms, "SIGNED-1", request.at("/firmware/location").asString());

            assertShown("SIGNED-1", "firmwareUpdates", "operationId state signed requestId status", """
                {"operationId":"%s","state":"INSTALLED","signed":true,"requestId":%d,"status":"INSTALLED"}\
                """.formatted(
                            operation, requestId));
            assertThat(first("SIGNED-1", "firmwareUpdates", "timeline { status }")
                            .toString())
                    .isEqualTo("""
                        {"timeline":[{"status":null},{"status":null},{"status":"DOWNLOADING"},\
                        {"status":"DOWNLOADED"},{"status":"SIGNATURE_VERIFIED"},{"status":"INSTALL_REBOOTING"},\
                        {"status":"INSTALLED"}]}\
                        """);
        }
    }

    @Test
    void a_wrong_signature_is_held_back_unless_somebody_insists() {
        String image = uploadImage();
        assertThat(error("signFirmwareImage(imageId: \"%s\", %s) { image { imageId } }"
                        .formatted(image, signature(otherSignature()))))
                .contains("BAD_USER_INPUT", "the signature is not of this image");
        assertThat(error("signFirmwareImage(imageId: \"none\", %s) { image { imageId } }"
                        .formatted(signature(SIGNATURE))))
                .contains("NOT_FOUND");
        assertThat(error("signFirmwareImage(imageId: \"" + image
                        + "\", signature: \"AAAA\", signingCertificate: \"-----BEGIN EC PRIVATE KEY-----\") {"
                        + " image { imageId } }"))
                .contains("BAD_USER_INPUT", "is a secret");
        try (OcppClient chargePoint = csms.booted("SIGNED-2")) {
            String update = "signedUpdateFirmware(chargePointId: \"SIGNED-2\", imageId: \"" + image + "\"";
            assertThat(error(update + ") { operation { operationId } }"))
                    .contains("BAD_USER_INPUT", "there is no signature");
            assertThat(error(update + ", signature: \"AAAA\") { operation { operationId } }"))
                    .contains("BAD_USER_INPUT", "go together");
            String wrong = update + ", " + signature(otherSignature());
            assertThat(error(wrong + ") { operation { operationId } }"))
                    .contains("QUESTIONABLE", "the signature is not of this image");
            ask(wrong + ", options: {force: true})");
            JsonNode request = chargePoint.expect("SignedUpdateFirmware", "{\"status\":\"Accepted\"}");
            firmware(chargePoint, "Downloading", request.path("requestId").asInt());
            firmware(chargePoint, "InvalidSignature", request.path("requestId").asInt());
            assertShown("SIGNED-2", "firmwareUpdates", "state status", """
                {"state":"FAILED","status":"INVALID_SIGNATURE"}\
                """);
        }
    }

    @Test
    void a_newer_one_cancels_the_earlier_and_a_refused_certificate_is_shown() {
        try (OcppClient chargePoint = csms.booted("SIGNED-3")) {
            String update = "signedUpdateFirmware(chargePointId: \"SIGNED-3\", location: \"https://host/v2.bin\", "
                    + signature(SIGNATURE);
            ask(update + ")");
            chargePoint.expect("SignedUpdateFirmware", "{\"status\":\"Accepted\"}");
            assertThat(error(update + ") { operation { operationId } }")).contains("QUESTIONABLE", "is not finished");
            String newer = ask(update + ", options: {force: true})");
            chargePoint.expect("SignedUpdateFirmware", "{\"status\":\"AcceptedCanceled\"}");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(nodes("SIGNED-3", "firmwareUpdates", "state supersededBy"))
                            .isEqualTo("""
                                [{"state":"ACCEPTED","supersededBy":null},\
                                {"state":"SUPERSEDED","supersededBy":"%s"}]\
                                """.formatted(newer)));

            ask(update + ", options: {force: true})");
            chargePoint.expect("SignedUpdateFirmware", "{\"status\":\"InvalidCertificate\"}");
            assertShown("SIGNED-3", "firmwareUpdates", "state problem", """
                {"state":"REFUSED","problem":"InvalidCertificate"}\
                """);
        }
    }

    @Test
    void a_log_is_left_with_us() {
        try (OcppClient chargePoint = csms.booted("LOG-1")) {
            String operation = ask("getLog(chargePointId: \"LOG-1\", logType: SECURITY_LOG)");
            JsonNode request = chargePoint.expect("GetLog", "{\"status\":\"Accepted\",\"filename\":\"security.log\"}");
            assertThat(request.path("logType").asString("")).isEqualTo("SecurityLog");
            int requestId = request.path("requestId").asInt();
            log(chargePoint, "Uploading", requestId);
            assertThat(Http.send(HttpRequest.newBuilder(URI.create(
                                            request.at("/log/remoteLocation").asString() + "security.log"))
                                    .PUT(BodyPublishers.ofString("somebody opened the door")))
                            .statusCode())
                    .isEqualTo(200);
            log(chargePoint, "Uploaded", requestId);
            assertShown(
                    "LOG-1",
                    "diagnosticsUploads",
                    "operationId state logType requestId fileName files { fileName sizeBytes }",
                    """
                    {"operationId":"%s","state":"UPLOADED","logType":"SECURITY_LOG","requestId":%d,\
                    "fileName":"security.log","files":[{"fileName":"security.log","sizeBytes":24}]}\
                    """.formatted(operation, requestId));

            FileSecrets.assertNowhere(
                    csms, "LOG-1", request.at("/log/remoteLocation").asString());

            ask("getLog(chargePointId: \"LOG-1\", logType: DIAGNOSTICS_LOG, location: \"ftp://files.example.com/\")");
            int another = chargePoint
                    .expect("GetLog", "{\"status\":\"Accepted\",\"filename\":\"all.zip\"}")
                    .path("requestId")
                    .asInt();
            assertThat(another).isNotEqualTo(requestId);
            log(chargePoint, "PermissionDenied", another);
            assertShown("LOG-1", "diagnosticsUploads", "state logType problem", """
                {"state":"FAILED","logType":"DIAGNOSTICS_LOG","problem":"PERMISSION_DENIED"}\
                """);
        }
    }

    private static void boot(OcppClient chargePoint) {
        chargePoint.call("BootNotification", OcppClient.BOOT);
    }

    private String uploadImage() {
        HttpResponse<byte[]> uploaded = Http.send(HttpRequest.newBuilder(csms.http("/firmware/signed.bin"))
                .header("Authorization", TestToken.BEARER)
                .PUT(BodyPublishers.ofByteArray(IMAGE)));
        assertThat(uploaded.statusCode()).isEqualTo(201);
        return JsonMapper.shared().readTree(uploaded.body()).path("imageId").asString("");
    }

    private static String signature(String signature) {
        return "signature: \"%s\", signingCertificate: \"\"\"\n%s\"\"\"".formatted(signature, CERTIFICATE);
    }

    /** Of the right form, and of nothing. */
    private static String otherSignature() {
        byte[] bytes = Base64.getDecoder().decode(SIGNATURE);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String ask(String mutation) {
        return csms.graphQl()
                .data("mutation { it: " + mutation + " { operation { operationId } } }")
                .at("/it/operation/operationId")
                .asString();
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " }");
    }

    private static void firmware(OcppClient chargePoint, String status, int requestId) {
        assertThat(chargePoint.call(
                        "SignedFirmwareStatusNotification",
                        "{\"status\":\"%s\",\"requestId\":%d}".formatted(status, requestId)))
                .isEmpty();
    }

    private static void log(OcppClient chargePoint, String status, int requestId) {
        assertThat(chargePoint.call(
                        "LogStatusNotification", "{\"status\":\"%s\",\"requestId\":%d}".formatted(status, requestId)))
                .isEmpty();
    }

    private void assertShown(String identity, String list, String fields, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(first(identity, list, fields).toString()).isEqualTo(expected));
    }

    private JsonNode first(String identity, String list, String fields) {
        return shown(identity, list, fields).get(0);
    }

    private String nodes(String identity, String list, String fields) {
        return shown(identity, list, fields).toString();
    }

    private JsonNode shown(String identity, String list, String fields) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { %s { nodes { %s } } } }".formatted(identity, list, fields))
                .at("/chargePoint/" + list + "/nodes");
    }

    private static byte[] bytes(String name) {
        try (InputStream in = SignedFirmwareTest.class.getResourceAsStream("/firmware/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
