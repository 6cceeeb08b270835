package dev.csms.query.securityevent;

import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which security events. */
record SecurityEventFilter(
        @Nullable SecurityEventSource source,
        @Nullable String type,
        @Nullable Boolean known,
        @Nullable Boolean critical,
        @Nullable String chargePoint,
        @Nullable Instant from,
        @Nullable Instant to) {

    static SecurityEventFilter orAll(@Nullable SecurityEventFilter filter) {
        return filter == null ? new SecurityEventFilter(null, null, null, null, null, null, null) : filter;
    }

    Conditions conditions() {
        Conditions conditions = new Conditions()
                .and("s.source = :source", "source", source)
                .and("lower(s.type) = lower(:type)", "type", type)
                .and("s.known = :known", "known", known)
                .and("s.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .and("s.recorded_at >= :from", "from", from)
                .and("s.recorded_at < :to", "to", to);
        if (critical != null) {
            conditions.and(critical ? "s.critical" : "not s.critical"); // so that its partial index applies
        }
        return conditions;
    }
}
