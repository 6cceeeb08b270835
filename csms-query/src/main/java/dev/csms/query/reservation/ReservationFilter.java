package dev.csms.query.reservation;

import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which reservations. */
record ReservationFilter(
        @Nullable String chargePoint,
        @Nullable Integer connectorId,
        @Nullable String idTag,
        @Nullable List<ReservationStatus> statuses,
        @Nullable Instant expiringFrom,
        @Nullable Instant expiringBefore) {

    static final ReservationFilter ALL = new ReservationFilter(null, null, null, null, null, null);

    static ReservationFilter orAll(@Nullable ReservationFilter filter) {
        return filter == null ? ALL : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("r.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .and("r.connector_id = :connector", "connector", connectorId)
                .and("r.id_tag_key = :idTag", "idTag", Keys.ofTyped(idTag))
                .andAny("r.status", statuses)
                .and("r.expires_at >= :expiringFrom", "expiringFrom", expiringFrom)
                .and("r.expires_at < :expiringBefore", "expiringBefore", expiringBefore);
    }
}
