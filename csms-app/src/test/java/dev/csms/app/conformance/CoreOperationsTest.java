package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import org.junit.jupiter.api.Test;

/** Core profile: what operators begin. */
@FeatureProfile("Core")
class CoreOperationsTest extends CertificationScenarios {

    private static final int UNKNOWN_TRANSACTION = 2_000_000_000;

    @Test
    void TC_061_CSMS_clear_the_authorization_cache() {
        Asked clear = operator.asks("clearCache", "");
        chargePoint.isSent("ClearCache").with("{}").isAnsweredWithStatus("Accepted");
        clear.isAnswered("Accepted");
    }

    @Test
    void TC_010_CSMS_remote_start_plugged_in_first() {
        chargePoint.reports(CONNECTOR, "Preparing");
        remoteStart("Accepted");
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.starts(CONNECTOR, idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");
    }

    @Test
    void TC_011_1_CSMS_remote_start_before_plugging_in() {
        remoteStart("Accepted");
        chargePoint.charges(CONNECTOR, idTag);
    }

    @Test
    void TC_011_2_CSMS_remote_start_and_never_plugged_in() {
        remoteStart("Accepted");
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.reports(CONNECTOR, "Available");
    }

    @Test
    void TC_026_CSMS_remote_start_rejected() {
        remoteStart("Rejected");
    }

    @Test
    void TC_012_CSMS_remote_stop() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        Asked stop = operator.asks("remoteStopTransaction", "transactionId: " + transaction);
        chargePoint
                .isSent("RemoteStopTransaction")
                .with("{'transactionId': %d}".formatted(transaction))
                .isAnsweredWithStatus("Accepted");
        stop.isAnswered("Accepted");
        chargePoint.stops(transaction, "Remote");
        chargePoint.reports(CONNECTOR, "Finishing");
        chargePoint.reports(CONNECTOR, "Available");
        operator.seesStopped(transaction, "REMOTE");
    }

    @Test
    void TC_028_CSMS_remote_stop_rejected() {
        chargePoint.charges(CONNECTOR, idTag);
        Asked stop = operator.insistsOn("remoteStopTransaction", "transactionId: " + UNKNOWN_TRANSACTION);
        chargePoint
                .isSent("RemoteStopTransaction")
                .with("{'transactionId': %d}".formatted(UNKNOWN_TRANSACTION))
                .isAnsweredWithStatus("Rejected");
        stop.isAnswered("Rejected");
    }

    @Test
    void TC_013_CSMS_hard_reset() {
        Asked reset = operator.asks("reset", "type: HARD");
        chargePoint.isSent("Reset").with("{'type': 'Hard'}").isAnsweredWithStatus("Accepted");
        reset.isAnswered("Accepted");
        chargePoint.restarts();
    }

    @Test
    void TC_014_CSMS_soft_reset() {
        Asked reset = operator.asks("reset", "type: SOFT");
        chargePoint.isSent("Reset").with("{'type': 'Soft'}").isAnsweredWithStatus("Accepted");
        reset.isAnswered("Accepted");
        chargePoint.restarts();
    }

    @Test
    void TC_017_1_CSMS_unlock_without_a_session_or_a_fixed_cable() {
        unlock("Unlocked");
    }

    @Test
    void TC_017_2_CSMS_unlock_without_a_session_but_a_fixed_cable() {
        unlock("NotSupported");
    }

    @Test
    void TC_018_1_CSMS_unlock_during_a_session() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        unlock("Unlocked");
        chargePoint.reports(CONNECTOR, "Finishing");
        chargePoint.stops(transaction, "UnlockCommand");
        chargePoint.reports(CONNECTOR, "Available");
        operator.seesStopped(transaction, "UNLOCK_COMMAND");
    }

    @Test
    void TC_030_CSMS_unlock_fails() {
        unlock("UnlockFailed");
    }

    @Test
    void TC_031_CSMS_unlock_a_connector_that_does_not_exist() {
        int unknown = ScriptedChargePoint.CONNECTORS + 1;
        Asked unlock = operator.insistsOn("unlockConnector", "connectorId: " + unknown);
        chargePoint
                .isSent("UnlockConnector")
                .with("{'connectorId': %d}".formatted(unknown))
                .isAnsweredWithStatus("NotSupported");
        unlock.isAnswered("NotSupported");
    }

    @Test
    void TC_019_1_CSMS_retrieve_all_configuration_keys() {
        Asked get = operator.asks("getConfiguration", "");
        ReceivedCall call = chargePoint.isSent("GetConfiguration");
        assertThat(call.payload().path("key").isEmpty()).isTrue();
        call.isAnswered("""
            {'configurationKey': [
                {'key': 'HeartbeatInterval', 'readonly': false, 'value': '240'},
                {'key': 'NumberOfConnectors', 'readonly': true, 'value': '2'},
                {'key': 'SupportedFeatureProfiles', 'readonly': true, 'value': 'Core,RemoteTrigger'}]}
            """);
        get.isAnswered("");
    }

    @Test
    void TC_019_2_CSMS_retrieve_one_configuration_key() {
        Asked get = operator.asks("getConfiguration", "keys: [\"SupportedFeatureProfiles\"]");
        chargePoint
                .isSent("GetConfiguration")
                .with("{'key': ['SupportedFeatureProfiles']}")
                .isAnswered("""
                    {'configurationKey': [{'key': 'SupportedFeatureProfiles', 'readonly': true, 'value': 'Core'}],
                     'unknownKey': []}
                    """);
        get.isAnswered("");
    }

    @Test
    void TC_021_CSMS_change_the_configuration() {
        change("MeterValueSampleInterval", "60", "Accepted");
    }

    @Test
    void TC_040_1_CSMS_change_an_unknown_configuration_key() {
        change("NobodyKnowsThisKey", "1", "NotSupported");
    }

    @Test
    void TC_040_2_CSMS_set_a_configuration_key_to_an_invalid_value() {
        change("MeterValueSampleInterval", "-1", "Rejected");
    }

    private void remoteStart(String answer) {
        Asked start =
                operator.asks("remoteStartTransaction", "idTag: \"%s\", connectorId: %d".formatted(idTag, CONNECTOR));
        chargePoint
                .isSent("RemoteStartTransaction")
                .with("{'idTag': '%s', 'connectorId': %d}".formatted(idTag, CONNECTOR))
                .isAnsweredWithStatus(answer);
        start.isAnswered(answer);
    }

    private void unlock(String answer) {
        Asked unlock = operator.asks("unlockConnector", "connectorId: " + CONNECTOR);
        chargePoint
                .isSent("UnlockConnector")
                .with("{'connectorId': %d}".formatted(CONNECTOR))
                .isAnsweredWithStatus(answer);
        unlock.isAnswered(answer);
    }

    /** Insists, since a central system may well know that a value is wrong. */
    private void change(String key, String value, String answer) {
        Asked change = operator.insistsOn("changeConfiguration", "key: \"%s\", value: \"%s\"".formatted(key, value));
        chargePoint
                .isSent("ChangeConfiguration")
                .with("{'key': '%s', 'value': '%s'}".formatted(key, value))
                .isAnsweredWithStatus(answer);
        change.isAnswered(answer);
    }
}
