package dev.csms.query.operation;

import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operations. */
public record OperationFilter(
        @Nullable String chargePoint,
        @Nullable List<OperationState> states,
        @Nullable String action,
        @Nullable String batchId,
        @Nullable Instant from,
        @Nullable Instant to) {

    static OperationFilter orAll(@Nullable OperationFilter filter) {
        return filter == null ? new OperationFilter(null, null, null, null, null, null) : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("o.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .andAny("o.state", states)
                .and("o.action = :action", "action", action)
                .and("o.batch_id = :batch", "batch", batchId)
                .and("o.requested_at >= :from", "from", from)
                .and("o.requested_at < :to", "to", to);
    }
}
