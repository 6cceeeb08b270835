package dev.csms.query.securityevent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventNoted;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.securityevent.SecurityEventType;
import dev.csms.query.QuerySideTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityEventProjectionTest extends QuerySideTest {

    private final ChargePointId chargePoint = chargePoint();

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
        happened(new SecurityEventReported(
                chargePoint,
                "FirmwareUpdated",
                SecurityEventType.FIRMWARE_UPDATED,
                true,
                NOON.minusSeconds(60),
                "2.0",
                NOON));
        happened(new SecurityEventReported(chargePoint, "CoffeeSpilled", null, false, NOON, null, NOON));
        happened(new SecurityEventNoted(
                "SessionFlapping", chargePoint.value(), true, "again and again", 7, NOON.plusSeconds(60)));
    }

    @Test
    void theirs_and_ours_are_one_list_the_latest_first() {
        assertThat(events("", "source type known critical culprit description times occurredAt recordedAt"))
                .isEqualTo("""
                    [{"source":"OURS","type":"SessionFlapping","known":true,"critical":true,"culprit":"%1$s",\
                    "description":"again and again","times":7,"occurredAt":"2026-03-01T12:01:00Z",\
                    "recordedAt":"2026-03-01T12:01:00Z"},\
                    {"source":"THEIRS","type":"CoffeeSpilled","known":false,"critical":false,"culprit":"%1$s",\
                    "description":null,"times":1,"occurredAt":"2026-03-01T12:00:00Z",\
                    "recordedAt":"2026-03-01T12:00:00Z"},\
                    {"source":"THEIRS","type":"FirmwareUpdated","known":true,"critical":true,"culprit":"%1$s",\
                    "description":"2.0","times":1,"occurredAt":"2026-03-01T11:59:00Z",\
                    "recordedAt":"2026-03-01T12:00:00Z"}]\
                    """.formatted(chargePoint.value()));
    }

    @Test
    void they_are_found_by_who_says_so_type_time_and_how_bad_they_are() {
        assertThat(events("source: THEIRS", "type")).isEqualTo(types("CoffeeSpilled", "FirmwareUpdated"));
        assertThat(events("source: OURS", "type")).isEqualTo(types("SessionFlapping"));
        assertThat(events("type: \"firmwareupdated\"", "type")).isEqualTo(types("FirmwareUpdated"));
        assertThat(events("known: false", "type")).isEqualTo(types("CoffeeSpilled"));
        assertThat(events("critical: true", "type")).isEqualTo(types("SessionFlapping", "FirmwareUpdated"));
        assertThat(events("critical: false", "type")).isEqualTo(types("CoffeeSpilled"));
        assertThat(events("from: \"2026-03-01T12:00:30Z\"", "type")).isEqualTo(types("SessionFlapping"));
        assertThat(events("to: \"2026-03-01T12:00:30Z\", critical: true", "type"))
                .isEqualTo(types("FirmwareUpdated"));
    }

    @Test
    void a_charge_point_has_its_own_and_they_have_their_charge_point() {
        assertThat(query(
                                "{ chargePoint(identity: \"%s\") { securityEvents(first: 1, filter: {source: THEIRS}) { nodes {"
                                                .formatted(chargePoint.value())
                                        + " type chargePoint { identity } } pageInfo { hasNextPage } } } }")
                        .toString())
                .isEqualTo("""
                    {"chargePoint":{"securityEvents":{"nodes":[{"type":"CoffeeSpilled","chargePoint":\
                    {"identity":"%s"}}],"pageInfo":{"hasNextPage":true}}}}\
                    """.formatted(chargePoint.value()));
    }

    @Test
    void an_address_is_no_charge_point_and_an_event_has_an_id() {
        String address = "2001:DB8::" + number();
        happened(new SecurityEventNoted("RefusedHandshakes", address, false, "too many", 1, NOON));
        String id = query(
                        "{ securityEvents(filter: {chargePoint: \"%s\"}) { nodes { id culprit chargePoint { id } } } }"
                                .formatted(address))
                .findValue("id")
                .asString();
        assertThat(query("{ node(id: \"%s\") { ... on SecurityEvent { culprit chargePoint { id } } } }".formatted(id))
                        .toString())
                .isEqualTo("{\"node\":{\"culprit\":\"%s\",\"chargePoint\":null}}".formatted(address));
    }

    private static String types(String... types) {
        StringBuilder expected = new StringBuilder("[");
        for (String type : types) {
            expected.append(expected.length() > 1 ? "," : "")
                    .append("{\"type\":\"")
                    .append(type)
                    .append("\"}");
        }
        return expected.append("]").toString();
    }

    private String events(String filter, String fields) {
        return query("{ securityEvents(filter: {chargePoint: \"%s\", %s}) { nodes { %s } } }"
                        .formatted(chargePoint.value(), filter, fields))
                .get("securityEvents")
                .get("nodes")
                .toString();
    }
}
