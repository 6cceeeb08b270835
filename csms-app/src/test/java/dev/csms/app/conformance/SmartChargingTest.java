package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Smart charging profile. */
@FeatureProfile("Smart Charging")
class SmartChargingTest extends CertificationScenarios {

    private static final int STACK_LEVEL = 1;
    private static final int DURATION = 86_400;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    @Test
    void TC_056_CSMS_default_profile_for_transactions() {
        JsonNode profile = set(CONNECTOR, "TX_DEFAULT_PROFILE", null);
        assertThat(profile).isEqualTo(absolute(profile, "TxDefaultProfile", null));
    }

    @Test
    void TC_057_CSMS_profile_of_a_transaction() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        JsonNode profile = set(CONNECTOR, "TX_PROFILE", transaction);
        assertThat(profile).isEqualTo(absolute(profile, "TxProfile", transaction));
    }

    @Test
    void TC_066_CSMS_get_a_composite_schedule() {
        Asked get = operator.asks(
                "getCompositeSchedule", "connectorId: %d, durationSeconds: 300, unit: A".formatted(CONNECTOR));
        chargePoint
                .isSent("GetCompositeSchedule")
                .with("{'connectorId': %d, 'duration': 300, 'chargingRateUnit': 'A'}".formatted(CONNECTOR))
                .isAnswered("""
                    {'status': 'Accepted', 'connectorId': 1, 'scheduleStart': '%s', 'chargingSchedule': {
                        'duration': 300, 'chargingRateUnit': 'A',
                        'chargingSchedulePeriod': [{'startPeriod': 0, 'limit': 10.0}, {'startPeriod': 100, 'limit': 8.0}]}}
                    """.formatted(NOW));
        get.isAnswered("Accepted");
    }

    @Test
    void TC_067_CSMS_clear_charging_profiles() {
        int transaction = chargePoint.charges(CONNECTOR, idTag);
        int first = id(set(0, "CHARGE_POINT_MAX_PROFILE", null));
        int second = id(set(CONNECTOR, "TX_DEFAULT_PROFILE", null));
        int third = id(set(CONNECTOR, "TX_PROFILE", transaction));
        assertThat(Set.of(first, second, third)).hasSize(3);
        clear("chargingProfileId: " + first, "{'id': %d}".formatted(first));
        clear(
                "connectorId: %d, chargingProfilePurpose: TX_DEFAULT_PROFILE, stackLevel: %d"
                        .formatted(CONNECTOR, STACK_LEVEL),
                "{'connectorId': %d, 'chargingProfilePurpose': 'TxDefaultProfile', 'stackLevel': %d}"
                        .formatted(CONNECTOR, STACK_LEVEL));
        clear("", "{}");
    }

    @Test
    void TC_059_CSMS_remote_start_with_a_charging_profile() {
        Asked start = operator.asks(
                "remoteStartTransaction",
                "idTag: \"%s\", connectorId: %d, chargingProfile: %s"
                        .formatted(idTag, CONNECTOR, """
                            {stackLevel: %d, chargingProfilePurpose: TX_PROFILE, chargingProfileKind: RELATIVE,
                              chargingSchedule: {chargingRateUnit: A, chargingSchedulePeriod: [{startPeriod: 0, limit: 6.0, numberPhases: 3}]}}
                            """.formatted(STACK_LEVEL)));
        ReceivedCall call = chargePoint
                .isSent("RemoteStartTransaction")
                .where("/idTag", idTag)
                .where("/connectorId", CONNECTOR);
        assertThat(call.payload().path("chargingProfile")).isEqualTo(Json.of("""
            {'chargingProfileId': %d, 'stackLevel': %d,
             'chargingProfilePurpose': 'TxProfile', 'chargingProfileKind': 'Relative', 'chargingSchedule': {
                'chargingRateUnit': 'A', 'chargingSchedulePeriod': [{'startPeriod': 0, 'limit': 6.0, 'numberPhases': 3}]}}
            """.formatted(
                        call.payload().at("/chargingProfile/chargingProfileId").asInt(), STACK_LEVEL)));
        call.isAnsweredWithStatus("Accepted");
        start.isAnswered("Accepted");
        chargePoint.charges(CONNECTOR, idTag);
    }

    /** Has an absolute profile set, and accepted; gives it as the charge point was sent it. */
    private JsonNode set(int connectorId, String purpose, Integer transactionId) {
        Asked set = operator.asks(
                "setChargingProfile", "connectorId: %d, chargingProfile: %s".formatted(connectorId, """
                    {stackLevel: %d, chargingProfilePurpose: %s, chargingProfileKind: ABSOLUTE,
                     validFrom: "%s", validTo: "%s"%s,
                     chargingSchedule: {duration: %d, startSchedule: "%s", chargingRateUnit: A,
                         chargingSchedulePeriod: [{startPeriod: 0, limit: 6.0, numberPhases: 3}]}}
                    """.formatted(
                                        STACK_LEVEL,
                                        purpose,
                                        NOW,
                                        TOMORROW,
                                        transactionId == null ? "" : ", transactionId: " + transactionId,
                                        DURATION,
                                        NOW)));
        ReceivedCall call = chargePoint.isSent("SetChargingProfile").where("/connectorId", connectorId);
        call.isAnsweredWithStatus("Accepted");
        set.isAnswered("Accepted");
        return call.payload().path("csChargingProfiles");
    }

    /** What {@link #set} asks for, in the words of the wire. @param sent has the id, and spells the times */
    private static JsonNode absolute(JsonNode sent, String purpose, Integer transactionId) {
        String validFrom = sent.path("validFrom").asString("");
        String validTo = sent.path("validTo").asString("");
        assertThat(Instant.parse(validFrom)).isEqualTo(NOW);
        assertThat(Instant.parse(validTo)).isEqualTo(TOMORROW);
        return Json.of("""
            {'chargingProfileId': %d, 'stackLevel': %d,
             'chargingProfilePurpose': '%s', 'chargingProfileKind': 'Absolute', 'validFrom': '%s', 'validTo': '%s'%s,
             'chargingSchedule': {'duration': %d, 'startSchedule': '%s', 'chargingRateUnit': 'A',
                'chargingSchedulePeriod': [{'startPeriod': 0, 'limit': 6.0, 'numberPhases': 3}]}}
            """.formatted(
                        id(sent),
                        STACK_LEVEL,
                        purpose,
                        validFrom,
                        validTo,
                        transactionId == null ? "" : ", 'transactionId': " + transactionId,
                        DURATION,
                        validFrom));
    }

    private static int id(JsonNode profile) {
        return profile.path("chargingProfileId").asInt();
    }

    private void clear(String arguments, String payload) {
        Asked clear = operator.asks("clearChargingProfile", arguments);
        chargePoint.isSent("ClearChargingProfile").with(payload).isAnsweredWithStatus("Accepted");
        clear.isAnswered("Accepted");
    }
}
