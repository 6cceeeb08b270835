package dev.csms.query.chargepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.QuerySideTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChargePointProjectionTest extends QuerySideTest {

    private final ChargePointId id = chargePoint();

    @Test
    void a_registered_charge_point_is_found_in_any_spelling() {
        happened(id, registered(id));

        JsonNode found = query("{ chargePoint(identity: \"%s\") { identity registration source connected boot { imsi } } }"
                        .formatted(id.value().toLowerCase()))
                .get("chargePoint");

        assertThat(found.toString())
                .isEqualTo("{\"identity\":\"%s\",\"registration\":\"ACCEPTED\",\"source\":\"OPERATOR\",\"connected\":false,\"boot\":null}"
                        .formatted(id.value()));
    }
}
