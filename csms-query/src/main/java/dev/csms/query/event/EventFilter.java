package dev.csms.query.event;

import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events. */
record EventFilter(
        @Nullable String chargePoint,
        @Nullable String aggregateId,
        @Nullable String aggregateType,
        @Nullable List<String> types,
        @Nullable Instant from,
        @Nullable Instant to) {

    /**
     * Besides the exact condition one that leads to the place in the log, found once for all rows; nodes' clocks may
     * differ by five minutes.
     */
    static final String FROM = """
        e.recorded_at >= :from
            and e.global_index >= (select position_at(cast(:from as timestamptz) - interval '10 minutes', 0))\
        """;

    static final String TO = """
        e.recorded_at < :to and e.global_index
            < (select position_at(cast(:to as timestamptz) + interval '10 minutes', 9223372036854775807))\
        """;

    static EventFilter orAll(@Nullable EventFilter filter) {
        return filter == null ? new EventFilter(null, null, null, null, null, null) : filter;
    }

    Conditions conditions() {
        Conditions conditions = new Conditions()
                .and("lower(e.charge_point_id) = lower(:chargePoint)", "chargePoint", chargePoint)
                .and("e.aggregate_identifier = :aggregate", "aggregate", aggregateId)
                .and("e.aggregate_type = :aggregateType", "aggregateType", aggregateType)
                .and(FROM, "from", from)
                .and(TO, "to", to);
        if (types != null) {
            conditions.and("e.payload_type = any(:types)", "types", types.toArray(String[]::new));
        }
        return conditions;
    }
}
