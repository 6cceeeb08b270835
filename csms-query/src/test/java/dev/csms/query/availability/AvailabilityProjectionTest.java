package dev.csms.query.availability;

import static dev.csms.domain.operation.AvailabilityType.INOPERATIVE;
import static dev.csms.domain.operation.AvailabilityType.OPERATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.availability.AvailabilityEvent.AvailabilityAgreed;
import dev.csms.domain.availability.AvailabilityEvent.ScheduledAvailabilityReached;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.query.QuerySideTest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AvailabilityProjectionTest extends QuerySideTest {

    private final ChargePointId id = chargePoint();

    @BeforeEach
    void register() {
        happened(
                id,
                registered(id),
                reported(0, ChargePointStatus.AVAILABLE),
                reported(1, ChargePointStatus.CHARGING),
                reported(2, ChargePointStatus.FAULTED));
    }

    @Test
    void without_an_agreement_there_is_only_what_is_reported() {
        assertShown("null/false/OPERATIVE 0:null/false/OPERATIVE 1:null/false/OPERATIVE 2:null/false/null");
    }

    @Test
    void what_was_agreed_for_one_connector_is_not_for_the_others() {
        happened(id, new AvailabilityAgreed(id, 1, INOPERATIVE, true, NOON));
        assertShown("null/false/OPERATIVE 0:null/false/OPERATIVE 1:INOPERATIVE/true/OPERATIVE 2:null/false/null");

        happened(
                id,
                reported(1, ChargePointStatus.UNAVAILABLE),
                new ScheduledAvailabilityReached(id, 1, INOPERATIVE, NOON));
        assertShown("null/false/OPERATIVE 0:null/false/OPERATIVE 1:INOPERATIVE/false/INOPERATIVE 2:null/false/null");
    }

    @Test
    void what_was_scheduled_for_all_is_reached_by_each_in_its_time() {
        happened(
                id,
                new AvailabilityAgreed(id, 1, OPERATIVE, false, NOON),
                new AvailabilityAgreed(id, 0, INOPERATIVE, true, NOON),
                reported(0, ChargePointStatus.UNAVAILABLE),
                new ScheduledAvailabilityReached(id, 0, INOPERATIVE, NOON));
        assertShown("INOPERATIVE/false/INOPERATIVE 0:INOPERATIVE/false/INOPERATIVE "
                + "1:INOPERATIVE/true/OPERATIVE 2:INOPERATIVE/true/null");

        happened(id, new ScheduledAvailabilityReached(id, 2, INOPERATIVE, NOON));
        happened(id, new AvailabilityAgreed(id, 1, OPERATIVE, false, NOON));
        assertShown("INOPERATIVE/false/INOPERATIVE 0:INOPERATIVE/false/INOPERATIVE "
                + "1:OPERATIVE/false/OPERATIVE 2:INOPERATIVE/false/null");
    }

    private ConnectorStatusChanged reported(int connectorId, ChargePointStatus status) {
        return new ConnectorStatusChanged(
                id,
                connectorId,
                new StatusReport(status, ChargePointErrorCode.NO_ERROR, null, null, null, null),
                null,
                true,
                NOON);
    }

    /** As desired/scheduled/reported, of the charge point and then of each connector. */
    private void assertShown(String expected) {
        JsonNode chargePoint = query("""
            { chargePoint(identity: "%s") {
                availability { desired scheduled reported }
                connectors { connectorId availability { desired scheduled reported } }
            } }
            """.formatted(id.value())).get("chargePoint");
        StringBuilder shown = new StringBuilder(text(chargePoint));
        for (JsonNode connector : chargePoint.get("connectors")) {
            shown.append(' ').append(connector.get("connectorId")).append(':').append(text(connector));
        }
        assertThat(shown).hasToString(expected);
    }

    private static String text(JsonNode of) {
        return of.get("availability").values().stream()
                .map(it -> it.isNull() ? "null" : it.asString())
                .collect(Collectors.joining("/"));
    }
}
