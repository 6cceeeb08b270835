package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Firmware management profile. */
@FeatureProfile("Firmware Management")
class FirmwareAndDiagnosticsTest extends CertificationScenarios {

    private static final String FIRMWARE = "https://files.example.com/firmware/2.0.bin";
    private static final String DIAGNOSTICS = "ftp://files.example.com/diagnostics";
    private static final Instant RETRIEVE_DATE = Instant.parse("2026-12-01T03:00:00Z");

    @Test
    void TC_044_1_CSMS_firmware_update() {
        downloadAndInstall();
        chargePoint.reportsFirmware("Installed");
    }

    @Test
    void TC_044_2_CSMS_firmware_download_fails() {
        updateFirmware();
        chargePoint.reportsFirmware("Downloading");
        chargePoint.reportsFirmware("DownloadFailed");
    }

    @Test
    void TC_044_3_CSMS_firmware_installation_fails() {
        downloadAndInstall();
        chargePoint.reportsFirmware("InstallationFailed");
    }

    @Test
    void TC_045_1_CSMS_get_diagnostics() {
        getDiagnostics();
        chargePoint.reportsDiagnostics("Uploading");
        chargePoint.reportsDiagnostics("Uploaded");
    }

    @Test
    void TC_045_2_CSMS_diagnostics_upload_fails() {
        getDiagnostics();
        chargePoint.reportsDiagnostics("Uploading");
        chargePoint.reportsDiagnostics("UploadFailed");
    }

    private void downloadAndInstall() {
        updateFirmware();
        chargePoint.reportsFirmware("Downloading");
        chargePoint.reportsFirmware("Downloaded");
        chargePoint.reportsAll("Unavailable");
        chargePoint.reportsFirmware("Installing");
        chargePoint.restarts();
    }

    private void updateFirmware() {
        Asked update = operator.asks(
                "updateFirmware", "location: \"%s\", retrieveDate: \"%s\"".formatted(FIRMWARE, RETRIEVE_DATE));
        ReceivedCall call = chargePoint.isSent("UpdateFirmware").where("/location", FIRMWARE);
        assertThat(Instant.parse(call.payload().path("retrieveDate").asString("")))
                .isEqualTo(RETRIEVE_DATE);
        call.isAnswered("{}");
        update.isAnswered("");
    }

    private void getDiagnostics() {
        Asked get = operator.asks("getDiagnostics", "location: \"%s\"".formatted(DIAGNOSTICS));
        chargePoint
                .isSent("GetDiagnostics")
                .with("{'location': '%s'}".formatted(DIAGNOSTICS))
                .isAnswered("{'fileName': 'diagnostics.zip'}");
        get.isAnswered("");
    }
}
