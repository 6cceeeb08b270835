package dev.csms.query.transaction;

import dev.csms.domain.transaction.SessionEnergy;
import dev.csms.domain.transaction.StopReason;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which transactions. */
public record TransactionFilter(
        @Nullable String chargePoint,
        @Nullable Integer connectorId,
        @Nullable String idTag,
        @Nullable List<TransactionStatus> states,
        @Nullable List<SessionEnergy.Verdict> verdicts,
        @Nullable List<StopReason> stopReasons,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final TransactionFilter ALL = new TransactionFilter(null, null, null, null, null, null, null, null);

    public static TransactionFilter orAll(@Nullable TransactionFilter filter) {
        return filter == null ? ALL : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("t.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .and("t.connector_id = :connector", "connector", connectorId)
                .and("t.id_tag_key = :idTag", "idTag", Keys.ofTyped(idTag))
                .andAny("t.state", states)
                .andAny("t.energy_verdict", verdicts)
                .andAny("t.stop_reason", stopReasons)
                .and("t.started_at >= :from", "from", from)
                .and("t.started_at < :to", "to", to);
    }
}
