package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Security extension: what it has for logs and firmware. */
@FeatureProfile("Security")
class LogsAndSignedFirmwareTest extends CertificationScenarios {

    private static final String LOGS = "https://files.example.com/logs";
    private static final String FIRMWARE = "https://files.example.com/firmware/2.0.bin";
    private static final String CERTIFICATE = text("ec.pem");
    private static final String SIGNATURE = text("ec.sig").strip();
    private static final String WRONG_SIGNATURE = "AAAA";

    @Test
    void TC_079_CSMS_get_the_security_log() {
        Asked get = operator.asks("getLog", "logType: SECURITY_LOG, location: \"%s\"".formatted(LOGS));
        ReceivedCall call =
                chargePoint.isSent("GetLog").where("/logType", "SecurityLog").where("/log/remoteLocation", LOGS);
        int requestId = call.payload().path("requestId").asInt();
        call.isAnswered("{'status': 'Accepted', 'filename': 'security.log'}");
        get.isAnswered("Accepted");
        chargePoint.reportsLog("Uploading", requestId);
        chargePoint.reportsLog("Uploaded", requestId);
    }

    @Test
    void TC_080_CSMS_secure_firmware_update() {
        int requestId = signedUpdateFirmware(SIGNATURE);
        chargePoint.reportsSignedFirmware("Downloading", requestId);
        chargePoint.reportsSignedFirmware("Downloaded", requestId);
        chargePoint.reportsSignedFirmware("SignatureVerified", requestId);
        chargePoint.reportsAll("Unavailable");
        chargePoint.reportsSignedFirmware("Installing", requestId);
        chargePoint.reportsSignedFirmware("InstallRebooting", requestId);
        chargePoint.restarts();
        chargePoint.reportsSecurityEvent("FirmwareUpdated");
        chargePoint.reportsSignedFirmware("Installed", requestId);
    }

    @Test
    void TC_081_CSMS_secure_firmware_update_with_an_invalid_signature() {
        int requestId = signedUpdateFirmware(WRONG_SIGNATURE);
        chargePoint.reportsSignedFirmware("Downloading", requestId);
        chargePoint.reportsSignedFirmware("Downloaded", requestId);
        chargePoint.reportsSignedFirmware("InvalidSignature", requestId);
        chargePoint.reportsSecurityEvent("InvalidFirmwareSignature");
    }

    /** Gives the id by which the charge point is to report. */
    private int signedUpdateFirmware(String signature) {
        Asked update = operator.asks("signedUpdateFirmware", """
            location: "%s", signature: "%s", signingCertificate: \"""
            %s\"""
            """.formatted(FIRMWARE, signature, CERTIFICATE));
        ReceivedCall call = chargePoint
                .isSent("SignedUpdateFirmware")
                .where("/firmware/location", FIRMWARE)
                .where("/firmware/signature", signature);
        assertThat(call.payload().at("/firmware/signingCertificate").asString().strip())
                .isEqualTo(CERTIFICATE.strip());
        int requestId = call.payload().path("requestId").asInt();
        call.isAnsweredWithStatus("Accepted");
        update.isAnswered("Accepted");
        return requestId;
    }

    private static String text(String name) {
        try (InputStream in = LogsAndSignedFirmwareTest.class.getResourceAsStream("/firmware/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
