package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Configuration and availability, from the mutation to the wire and back to what is shown. */
class ConfigurationTest {

    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"%s\"}";
    private static final String STATUS = "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"%s\"}";
    private static final String KEY = "{\"key\":\"%s\",\"readonly\":%s,\"value\":\"%s\"}";

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void what_was_read_is_shown_and_goes_by_from_then_on() {
        try (OcppClient chargePoint = csms.booted("CONF-1")) {
            done("getConfiguration(chargePointId: \"CONF-1\")");
            chargePoint.expect(
                    "GetConfiguration",
                    "{\"configurationKey\":[%s,%s,%s]}"
                            .formatted(
                                    KEY.formatted("GetConfigurationMaxKeys", true, "1"),
                                    KEY.formatted("MeterValueSampleInterval", false, "60"),
                                    KEY.formatted("AuthorizationKey", false, "s3cret-s3cret-s3cret")));
            awaitShown(
                    "CONF-1",
                    "configuration { complete unknownKeys keys { name value readonly standard { unit profile } } }",
                    """
                    {"configuration":{"complete":true,"unknownKeys":[],"keys":[\
                    {"name":"AuthorizationKey","value":null,"readonly":false,"standard":{"unit":null,"profile":"SECURITY"}},\
                    {"name":"GetConfigurationMaxKeys","value":"1","readonly":true,"standard":{"unit":"keys","profile":"CORE"}},\
                    {"name":"MeterValueSampleInterval","value":"60","readonly":false,"standard":{"unit":"s","profile":"CORE"}}]}}\
                    """);
            assertThat(csms.graphQl()
                            .data("{ events(filter: {chargePoint: \"CONF-1\"}, first: 50) { nodes { payload } } }")
                            .toString())
                    .contains("***")
                    .doesNotContain("s3cret");

            assertThat(error("getConfiguration(chargePointId: \"CONF-1\", keys: [\"A\", \"B\"])"))
                    .contains("QUESTIONABLE", "at most 1 keys");
            assertThat(error("changeConfiguration(chargePointId: \"CONF-1\", key: \"NoSuchKey\", value: \"1\")"))
                    .contains("QUESTIONABLE", "no key NoSuchKey");
        }
    }

    @Test
    void a_value_that_looks_wrong_can_be_forced_and_its_refusal_changes_nothing() {
        try (OcppClient chargePoint = csms.booted("CONF-2")) {
            String change = "changeConfiguration(chargePointId: \"CONF-2\", key: \"MeterValueSampleInterval\", value:"
                    + " \"-1\"%s)";
            assertThat(error(change.formatted(""))).contains("QUESTIONABLE", "0 or more, not -1");
            done(change.formatted(", options: {force: true}"));
            assertThat(chargePoint
                            .expect("ChangeConfiguration", "{\"status\":\"Rejected\"}")
                            .toString())
                    .isEqualTo("{\"key\":\"MeterValueSampleInterval\",\"value\":\"-1\"}");
            awaitShown("CONF-2", "configuration { complete }", "{\"configuration\":null}");
        }
    }

    @Test
    void a_value_that_needs_a_reboot_waits_for_it() {
        try (OcppClient chargePoint = csms.booted("CONF-3")) {
            String keys = "configuration { keys { name value pendingValue rebootRequired } }";
            done("changeConfiguration(chargePointId: \"CONF-3\", key: \"HeartbeatInterval\", value: \"60\")");
            chargePoint.expect("ChangeConfiguration", "{\"status\":\"Accepted\"}");
            done("changeConfiguration(chargePointId: \"CONF-3\", key: \"heartbeatInterval\", value: \"90\")");
            chargePoint.expect("ChangeConfiguration", "{\"status\":\"RebootRequired\"}");
            awaitShown("CONF-3", keys, """
                {"configuration":{"keys":[{"name":"HeartbeatInterval","value":"60","pendingValue":"90","rebootRequired":true}]}}\
                """);

            chargePoint.call("BootNotification", BOOT.formatted("booted again"));
            awaitShown("CONF-3", keys, """
                {"configuration":{"keys":[{"name":"HeartbeatInterval","value":"90","pendingValue":null,"rebootRequired":false}]}}\
                """);
            done("getConfiguration(chargePointId: \"CONF-3\", keys: [\"HeartbeatInterval\", \"Odd\"])");
            chargePoint.expect(
                    "GetConfiguration",
                    "{\"configurationKey\":[%s],\"unknownKey\":[\"Odd\"]}"
                            .formatted(KEY.formatted("HeartbeatInterval", false, "90")));
            awaitShown(
                    "CONF-3",
                    "configuration { unknownKeys } configurationHistory { nodes { kind value previousValue } }",
                    """
                    {"configuration":{"unknownKeys":["Odd"]},"configurationHistory":{"nodes":[\
                    {"kind":"TOOK_EFFECT","value":"90","previousValue":"60"},\
                    {"kind":"PENDING","value":"90","previousValue":null},\
                    {"kind":"SET","value":"60","previousValue":null}]}}\
                    """);
        }
    }

    @Test
    void desired_and_reported_availability_stand_side_by_side() {
        try (OcppClient chargePoint = csms.booted("CONF-4")) {
            for (int connector = 0; connector <= 1; connector++) {
                chargePoint.call("StatusNotification", STATUS.formatted(connector, "Available"));
            }
            chargePoint.call("StatusNotification", STATUS.formatted(1, "Charging"));
            String shown = "availability { desired scheduled reported } "
                    + "connectors { connectorId availability { desired scheduled reported } }";
            done("changeAvailability(chargePointId: \"CONF-4\", connectorId: 0, type: INOPERATIVE)");
            chargePoint.expect("ChangeAvailability", "{\"status\":\"Scheduled\"}");
            chargePoint.call("StatusNotification", STATUS.formatted(0, "Unavailable"));
            awaitShown("CONF-4", shown, """
                {"availability":{"desired":"INOPERATIVE","scheduled":false,"reported":"INOPERATIVE"},"connectors":[\
                {"connectorId":0,"availability":{"desired":"INOPERATIVE","scheduled":false,"reported":"INOPERATIVE"}},\
                {"connectorId":1,"availability":{"desired":"INOPERATIVE","scheduled":true,"reported":"OPERATIVE"}}]}\
                """);
            chargePoint.call("StatusNotification", STATUS.formatted(1, "Unavailable"));
            chargePoint.call("BootNotification", BOOT.formatted("booted again"));
            awaitShown("CONF-4", shown, """
                {"availability":{"desired":"INOPERATIVE","scheduled":false,"reported":"INOPERATIVE"},"connectors":[\
                {"connectorId":0,"availability":{"desired":"INOPERATIVE","scheduled":false,"reported":"INOPERATIVE"}},\
                {"connectorId":1,"availability":{"desired":"INOPERATIVE","scheduled":false,"reported":"INOPERATIVE"}}]}\
                """);
        }
    }

    @Test
    void what_a_charge_point_answers_in_its_vendors_terms_is_kept() {
        try (OcppClient chargePoint = csms.booted("CONF-5")) {
            done("dataTransfer(chargePointId: \"CONF-5\", vendorId: \"com.example\", data: \"hello\")");
            chargePoint.expect("DataTransfer", "{\"status\":\"Accepted\",\"data\":\"world\"}");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(shown("CONF-5", "operations { nodes { answer } }"))
                            .contains("world"));
            assertThat(chargePoint
                            .call("DataTransfer", "{\"vendorId\":\"com.example\"}")
                            .toString())
                    .isEqualTo("{\"status\":\"UnknownVendorId\"}");
        }
    }

    private void done(String mutation) {
        csms.graphQl().data("mutation { it: " + mutation + " { operation { operationId } } }");
    }

    private String error(String mutation) {
        return csms.graphQl().errors("mutation { it: " + mutation + " { operation { operationId } } }");
    }

    private String shown(String identity, String fields) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { %s } }".formatted(identity, fields))
                .path("chargePoint")
                .toString();
    }

    private void awaitShown(String identity, String fields, String expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shown(identity, fields)).isEqualTo(expected));
    }
}
