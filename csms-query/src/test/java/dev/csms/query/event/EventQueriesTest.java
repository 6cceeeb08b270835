package dev.csms.query.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.QuerySideTest;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventQueriesTest extends QuerySideTest {

    private final ChargePointId id = chargePoint();

    @BeforeEach
    void record() {
        happened(
                id,
                registered(id),
                new RegistrationChanged(id, RegistrationStatus.REJECTED, 60),
                new MessagePolicyChanged(id, MessagePolicy.LENIENT));
    }

    @Test
    void the_log_shows_what_happened_to_a_charge_point_the_latest_first() {
        JsonNode events = query("""
            { events(filter: {chargePoint: "%s"}) { nodes {
                type revision aggregateType aggregateId sequenceNumber chargePointIdentity payload metadata } } }\
            """.formatted(id.value().toLowerCase(Locale.ROOT)))
                .get("events")
                .get("nodes");

        assertThat(events.size()).isEqualTo(3);
        assertThat(events.get(1).toString()).isEqualTo("""
            {"type":"RegistrationChanged","revision":"1","aggregateType":"ChargePoint","aggregateId":"%s",\
            "sequenceNumber":1,"chargePointIdentity":"%s","payload":{"chargePointId":{"value":"%2$s"},\
            "registration":"REJECTED","intervalSeconds":60},"metadata":{"actor":"system"}}\
            """.formatted(id, id.value()));
    }

    @Test
    void it_can_be_narrowed_down_by_aggregate_type_and_time() {
        assertThat(types("aggregateId: \"" + id + "\"", "OLDEST_FIRST"))
                .isEqualTo("[\"ChargePointRegistered\", \"RegistrationChanged\", \"MessagePolicyChanged\"]");
        assertThat(types("aggregateId: \"" + id + "\", types: [\"MessagePolicyChanged\", \"Other\"]", "NEWEST_FIRST"))
                .isEqualTo("[\"MessagePolicyChanged\"]");
        assertThat(types("aggregateId: \"" + id + "\", aggregateType: \"Transaction\"", "NEWEST_FIRST"))
                .isEqualTo("[]");
        assertThat(types("aggregateId: \"" + id + "\", to: \"2020-01-01T00:00:00Z\"", "NEWEST_FIRST"))
                .isEqualTo("[]");
    }

    private String types(String filter, String order) {
        JsonNode nodes = query("{ events(filter: {%s}, orderBy: %s) { nodes { type } } }".formatted(filter, order))
                .get("events")
                .get("nodes");
        return nodes.findValues("type").toString();
    }

    @Test
    void it_goes_on_behind_a_cursor() {
        String first = "{ events(filter: {aggregateId: \"%s\"}, first: 2) { nodes { type } pageInfo { endCursor } } }"
                .formatted(id);
        String cursor =
                query(first).get("events").get("pageInfo").get("endCursor").asString();
        assertThat(query("{ events(filter: {aggregateId: \"%s\"}, first: 2, after: \"%s\") { nodes { type } } }"
                                .formatted(id, cursor))
                        .toString())
                .isEqualTo("{\"events\":{\"nodes\":[{\"type\":\"ChargePointRegistered\"}]}}");
    }

    @Test
    void one_event_is_found_by_its_position_and_below_its_charge_point() {
        JsonNode newest = query("{ chargePoint(identity: \"%s\") { events(first: 1) { nodes { position type } } } }"
                        .formatted(id.value()))
                .get("chargePoint")
                .get("events")
                .get("nodes")
                .get(0);
        assertThat(newest.get("type").asString()).isEqualTo("MessagePolicyChanged");
        assertThat(query("{ event(position: %d) { type } }"
                                .formatted(newest.get("position").asLong()))
                        .toString())
                .isEqualTo("{\"event\":{\"type\":\"MessagePolicyChanged\"}}");
    }
}
