package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Core profile: what charge points and their users begin. */
@FeatureProfile("Core")
class CoreSessionsTest extends CertificationScenarios {

    private static final Instant AN_HOUR_AGO =
            Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void TC_001_CSMS_cold_boot() {
        JsonNode answer = chargePoint.restarts();
        assertThat(answer.path("interval").asInt()).isEqualTo(HEARTBEAT_SECONDS);
        chargePoint.heartbeats();
        chargePoint.heartbeats();
    }

    @Test
    void TC_003_CSMS_regular_session_plugged_in_first() {
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.starts(CONNECTOR, idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");
    }

    @Test
    void TC_004_1_CSMS_regular_session_identified_first() {
        chargePoint.charges(CONNECTOR, idTag);
    }

    @Test
    void TC_004_2_CSMS_identified_first_and_never_plugged_in() {
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.reports(CONNECTOR, "Available");
    }

    @Test
    void TC_005_1_CSMS_vehicle_side_disconnected() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        chargePoint.reports(CONNECTOR, "SuspendedEV");
        chargePoint.stops(transaction, "EVDisconnected");
        chargePoint.reports(CONNECTOR, "Finishing");
        chargePoint.reports(CONNECTOR, "Available");
        operator.seesStopped(transaction, "EV_DISCONNECTED");
    }

    @Test
    void TC_007_CSMS_started_with_a_cached_idTag() {
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.starts(CONNECTOR, idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");
    }

    @Test
    void TC_023_1_CSMS_unknown_idTag() {
        chargePoint.authorizes("NOBODY_KNOWS_ME", "Invalid");
    }

    @Test
    void TC_023_2_CSMS_expired_idTag() {
        String expired = identity + "_OLD";
        operator.registersIdTag(expired, ", expiresAt: \"2026-01-01T00:00:00Z\"");
        chargePoint.authorizes(expired, "Expired");
    }

    @Test
    void TC_023_3_CSMS_blocked_idTag() {
        operator.blocksIdTag(idTag);
        chargePoint.authorizes(idTag, "Blocked");
    }

    @Test
    void TC_024_CSMS_connector_lock_failure() {
        chargePoint.authorizes(idTag, "Accepted");
        chargePoint.reports(CONNECTOR, "Preparing");
        chargePoint.reports(CONNECTOR, "Faulted", "ConnectorLockFailure");
    }

    @Test
    void TC_032_1_CSMS_power_failure_with_transactions_stopped_after_the_boot() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        chargePoint.losesPowerWhileCharging(CONNECTOR);
        chargePoint.stops(transaction, "PowerLoss");
        operator.seesStopped(transaction, "POWER_LOSS");
    }

    @Test
    void TC_037_1_CSMS_started_offline_with_a_valid_idTag() {
        chargePoint.reconnects();
        chargePoint.starts(CONNECTOR, idTag, AN_HOUR_AGO, null, "Accepted");
        chargePoint.reports(CONNECTOR, "Charging");
    }

    @Test
    void TC_037_3_CSMS_started_offline_with_an_invalid_idTag() {
        chargePoint.reconnects();
        int transaction = chargePoint.starts(CONNECTOR, "NOBODY_KNOWS_ME", AN_HOUR_AGO, null, "Invalid");
        chargePoint.reports(CONNECTOR, "Charging");
        chargePoint.stops(transaction, "DeAuthorized");
        chargePoint.reports(CONNECTOR, "Finishing");
        operator.seesStopped(transaction, "DE_AUTHORIZED");
    }

    @Test
    void TC_039_CSMS_started_and_stopped_offline() {
        chargePoint.reconnects();
        int transaction = chargePoint.starts(CONNECTOR, idTag, AN_HOUR_AGO, null, "Accepted");
        chargePoint.stops(transaction, "Local", AN_HOUR_AGO.plus(Duration.ofMinutes(20)));
        operator.seesStopped(transaction, "LOCAL");
    }

    @Test
    void TC_064_CSMS_data_transfer_of_an_unknown_vendor() {
        JsonNode answer = chargePoint.says(
                "DataTransfer", "{'vendorId': 'com.example.unknown', 'messageId': 'Message', 'data': 'Data'}");
        assertThat(answer.path("status").asString("")).isEqualTo("UnknownVendorId");
        assertThat(answer.has("data")).isFalse();
    }
}
