package dev.csms.query.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.configuration.ChangedKey;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysAppeared;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysVanished;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuePending;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValueSet;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuesChanged;
import dev.csms.domain.configuration.ConfigurationEvent.PendingConfigurationValueTookEffect;
import dev.csms.domain.configuration.ReportedKey;
import dev.csms.domain.configuration.StandardKeys;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.QuerySideTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConfigurationProjectionTest extends QuerySideTest {

    private static final OperationId OPERATION = new OperationId("op-1");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final ChargePointId id = chargePoint();

    @BeforeEach
    void register() {
        happened(id, registered(id));
    }

    @Test
    void of_a_charge_point_that_was_never_asked_nothing_is_known() {
        assertShown("configuration { complete } configurationHistory { nodes { key } }", """
            {"configuration":null,"configurationHistory":{"nodes":[]}}\
            """);
    }

    @Test
    void a_full_answer_is_shown_key_by_key_with_what_the_specification_says() {
        read();
        assertShown(
                "configuration { lastReadAt complete completeAt unknownKeys keys { name value readonly pendingValue "
                        + "rebootRequired changedAt standard { name profile access type unit description } } }",
                """
                {"configuration":{"lastReadAt":"2026-03-01T12:00:00Z","complete":true,"completeAt":"2026-03-01T12:00:00Z",\
                "unknownKeys":[],"keys":[\
                {"name":"heartbeatInterval","value":"300","readonly":false,"pendingValue":null,"rebootRequired":false,\
                "changedAt":"2026-03-01T12:00:00Z","standard":{"name":"HeartbeatInterval","profile":"CORE",\
                "access":"READ_WRITE","type":"INTEGER","unit":"s","description":"Time between its heartbeats."}},\
                {"name":"VendorKey","value":null,"readonly":true,"pendingValue":null,"rebootRequired":false,\
                "changedAt":"2026-03-01T12:00:00Z","standard":null}]}}\
                """);
    }

    @Test
    void what_was_different_vanished_or_unknown_the_next_time_shows() {
        read();
        configured(
                new ConfigurationRead(id, OPERATION, false, 1, List.of("Other", "vendorkey"), LATER),
                new ConfigurationValuesChanged(
                        id, List.of(new ChangedKey("heartbeatInterval", true, "60", false, "300")), LATER),
                new ConfigurationKeysVanished(id, List.of("VendorKey"), LATER));
        assertShown(
                "configuration { lastReadAt completeAt unknownKeys keys { name value readonly changedAt } }"
                    + " configurationHistory(first: 2) { nodes { key kind value previousValue readonly changedAt } }",
                """
                {"configuration":{"lastReadAt":"2026-03-01T12:01:00Z","completeAt":"2026-03-01T12:00:00Z",\
                "unknownKeys":["Other","VendorKey"],"keys":[\
                {"name":"heartbeatInterval","value":"60","readonly":true,"changedAt":"2026-03-01T12:01:00Z"}]},\
                "configurationHistory":{"nodes":[\
                {"key":"VendorKey","kind":"VANISHED","value":null,"previousValue":null,"readonly":null,\
                "changedAt":"2026-03-01T12:01:00Z"},\
                {"key":"heartbeatInterval","kind":"REPORTED","value":"60","previousValue":"300","readonly":true,\
                "changedAt":"2026-03-01T12:01:00Z"}]}}\
                """);
    }

    @Test
    void a_value_that_waits_for_a_boot_is_in_force_after_it() {
        read();
        configured(new ConfigurationValuePending(id, OPERATION, "heartbeatInterval", "60", LATER));
        String keys = "configuration { keys { name value pendingValue rebootRequired changedAt } }";
        assertThat(shown(keys).toString()).contains("""
            {"name":"heartbeatInterval","value":"300","pendingValue":"60","rebootRequired":true,\
            "changedAt":"2026-03-01T12:00:00Z"}\
            """);

        happened(id, booted(NOON)); // before it was stored: an old story, told again
        assertThat(shown(keys).toString()).contains("\"rebootRequired\":true");

        happened(id, booted(LATER.plusSeconds(60)));
        String after = """
            {"name":"heartbeatInterval","value":"60","pendingValue":null,"rebootRequired":false,\
            "changedAt":"2026-03-01T12:02:00Z"}\
            """;
        assertThat(shown(keys).toString()).contains(after);

        configured(
                new PendingConfigurationValueTookEffect(id, "heartbeatInterval", "60", "300", LATER.plusSeconds(60)));
        assertThat(shown(keys).toString()).contains(after);
    }

    @Test
    void a_value_that_was_set_is_in_force_also_where_nothing_was_ever_read() {
        configured(new ConfigurationValueSet(id, OPERATION, "HeartbeatInterval", "60", null, NOON));
        assertShown(
                "configuration { lastReadAt complete completeAt keys { name value readonly } } "
                        + "configurationHistory { nodes { kind value operationId } }",
                """
                {"configuration":{"lastReadAt":null,"complete":false,"completeAt":null,"keys":[\
                {"name":"HeartbeatInterval","value":"60","readonly":false}]},"configurationHistory":{"nodes":[\
                {"kind":"SET","value":"60","operationId":"op-1"}]}}\
                """);
    }

    @Test
    void history_is_paged_by_key_and_within_one_answer() {
        read();
        configured(new ConfigurationValueSet(id, OPERATION, "heartbeatInterval", "60", "300", LATER));
        JsonNode first = shown("configurationHistory(first: 2) { nodes { key kind } pageInfo { endCursor } }")
                .get("configurationHistory");
        assertThat(first.get("nodes").toString())
                .isEqualTo("[{\"key\":\"heartbeatInterval\",\"kind\":\"SET\"},"
                        + "{\"key\":\"VendorKey\",\"kind\":\"APPEARED\"}]");
        String cursor = first.get("pageInfo").get("endCursor").asString();
        assertThat(shown("configurationHistory(first: 2, after: \"%s\") { nodes { key kind } }".formatted(cursor))
                        .toString())
                .isEqualTo("{\"configurationHistory\":{\"nodes\":["
                        + "{\"key\":\"heartbeatInterval\",\"kind\":\"APPEARED\"}]}}");
        assertThat(shown("configurationHistory(key: \"VENDORKEY\") { nodes { kind } }")
                        .toString())
                .isEqualTo("{\"configurationHistory\":{\"nodes\":[{\"kind\":\"APPEARED\"}]}}");
    }

    @Test
    void the_keys_of_the_specification_can_be_looked_up() {
        JsonNode keys =
                query("{ standardConfigurationKeys { name type access } }").get("standardConfigurationKeys");
        assertThat(keys).hasSize(StandardKeys.ALL.size());
        assertThat(keys.toString())
                .contains("{\"name\":\"AuthorizationKey\",\"type\":\"TEXT\",\"access\":\"WRITE_ONLY\"}")
                .contains("{\"name\":\"MeterValuesSampledData\",\"type\":\"LIST\",\"access\":\"READ_WRITE\"}");
    }

    private void read() {
        configured(
                new ConfigurationRead(id, OPERATION, true, 2, List.of(), NOON),
                new ConfigurationKeysAppeared(
                        id,
                        List.of(
                                new ReportedKey("heartbeatInterval", false, "300"),
                                new ReportedKey("VendorKey", true, null)),
                        NOON));
    }

    private void configured(Object... events) {
        recorded("Configuration", "configuration-" + id.value(), events);
    }

    private ChargePointBooted booted(Instant at) {
        return new ChargePointBooted(
                id,
                new SessionId("s-1"),
                new BootData(null, null, null, null, null, null, null, null, null),
                RegistrationStatus.ACCEPTED,
                300,
                at);
    }

    private JsonNode shown(String fields) {
        return query("{ chargePoint(identity: \"%s\") { %s } }".formatted(id.value(), fields))
                .get("chargePoint");
    }

    private void assertShown(String fields, String expected) {
        assertThat(shown(fields).toString()).isEqualTo(expected);
    }
}
