package dev.csms.query.availability;

import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.connector.ConnectorView;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

@Controller
final class AvailabilityController {

    private final AvailabilityQueries queries;

    AvailabilityController(AvailabilityQueries queries) {
        this.queries = queries;
    }

    @BatchMapping(typeName = "Connector", field = "availability")
    List<AvailabilityView> ofConnectors(List<ConnectorView> connectors) {
        Map<AvailabilityState.Key, AvailabilityState> agreed = queries.agreed(
                connectors.stream().map(ConnectorView::chargePointId).distinct().toList());
        return connectors.stream()
                .map(it -> AvailabilityView.of(
                        agreed.get(new AvailabilityState.Key(it.chargePointId(), it.connectorId())),
                        agreed.get(new AvailabilityState.Key(it.chargePointId(), 0)),
                        it.status()))
                .toList();
    }

    @BatchMapping(typeName = "ChargePoint", field = "availability")
    List<AvailabilityView> ofChargePoints(List<ChargePointView> chargePoints) {
        List<String> ids =
                chargePoints.stream().map(ChargePointView::chargePointId).toList();
        Map<AvailabilityState.Key, AvailabilityState> agreed = queries.agreed(ids);
        Map<String, ChargePointStatus> statuses = queries.statuses(ids);
        return ids.stream()
                .map(id -> AvailabilityView.of(agreed.get(new AvailabilityState.Key(id, 0)), null, statuses.get(id)))
                .toList();
    }
}
