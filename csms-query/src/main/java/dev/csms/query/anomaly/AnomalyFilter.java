package dev.csms.query.anomaly;

import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which anomalies. */
record AnomalyFilter(
        @Nullable String chargePoint,
        @Nullable List<AnomalyKind> kinds,
        @Nullable Long transactionId,
        @Nullable Instant from,
        @Nullable Instant to) {

    static AnomalyFilter orAll(@Nullable AnomalyFilter filter) {
        return filter == null ? new AnomalyFilter(null, null, null, null, null) : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("a.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .andAny("a.kind", kinds)
                .and("a.transaction_id = :transaction", "transaction", transactionId)
                .and("a.received_at >= :from", "from", from)
                .and("a.received_at < :to", "to", to);
    }
}
