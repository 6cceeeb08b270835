package dev.csms.query.credential;

import dev.csms.query.chargepoint.ChargePointView;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

@Controller
final class SecurityController {

    private final SecurityQueries queries;

    SecurityController(SecurityQueries queries) {
        this.queries = queries;
    }

    @BatchMapping(typeName = "ChargePoint", field = "security")
    List<SecurityView> ofChargePoints(List<ChargePointView> chargePoints) {
        List<String> ids =
                chargePoints.stream().map(ChargePointView::chargePointId).toList();
        Map<String, SecurityView> found = queries.ofChargePoints(ids);
        return ids.stream().map(found::get).toList();
    }
}
