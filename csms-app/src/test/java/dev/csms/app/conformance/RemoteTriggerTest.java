package dev.csms.app.conformance;

import dev.csms.app.running.Operator.Asked;
import org.junit.jupiter.api.Test;

/** Remote trigger profile. */
@FeatureProfile("Remote Trigger")
class RemoteTriggerTest extends CertificationScenarios {

    @Test
    void TC_054_CSMS_trigger_messages() {
        trigger("METER_VALUES", "MeterValues", CONNECTOR);
        chargePoint.says("MeterValues", """
            {'connectorId': 1, 'meterValue': [{'timestamp': '2026-11-24T12:00:00Z', 'sampledValue': [
                {'value': '1000', 'context': 'Trigger', 'measurand': 'Energy.Active.Import.Register', 'unit': 'Wh'}]}]}
            """);
        trigger("HEARTBEAT", "Heartbeat", null);
        chargePoint.heartbeats();
        trigger("STATUS_NOTIFICATION", "StatusNotification", CONNECTOR);
        chargePoint.reports(CONNECTOR, "Available");
        trigger("DIAGNOSTICS_STATUS_NOTIFICATION", "DiagnosticsStatusNotification", null);
        chargePoint.reportsDiagnostics("Idle");
        trigger("FIRMWARE_STATUS_NOTIFICATION", "FirmwareStatusNotification", null);
        chargePoint.reportsFirmware("Idle");
    }

    @Test
    void TC_055_CSMS_trigger_message_rejected() {
        int unknown = ScriptedChargePoint.CONNECTORS + 1;
        Asked trigger = operator.insistsOn("triggerMessage", "requestedMessage: METER_VALUES, connectorId: " + unknown);
        chargePoint
                .isSent("TriggerMessage")
                .with("{'requestedMessage': 'MeterValues', 'connectorId': %d}".formatted(unknown))
                .isAnsweredWithStatus("Rejected");
        trigger.isAnswered("Rejected");
    }

    private void trigger(String requested, String message, Integer connectorId) {
        Asked trigger = operator.asks(
                "triggerMessage",
                "requestedMessage: " + requested + (connectorId == null ? "" : ", connectorId: " + connectorId));
        chargePoint
                .isSent("TriggerMessage")
                .with("{'requestedMessage': '%s'%s}"
                        .formatted(message, connectorId == null ? "" : ", 'connectorId': " + connectorId))
                .isAnsweredWithStatus("Accepted");
        trigger.isAnswered("Accepted");
    }
}
