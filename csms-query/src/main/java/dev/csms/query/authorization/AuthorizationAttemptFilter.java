package dev.csms.query.authorization;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which attempts. */
record AuthorizationAttemptFilter(
        @Nullable String chargePoint,
        @Nullable String idTag,
        @Nullable List<AuthorizationStatus> statuses,
        @Nullable List<AuthorizingMessage> messages,
        @Nullable Boolean refused,
        @Nullable Instant from,
        @Nullable Instant to) {

    static AuthorizationAttemptFilter orAll(@Nullable AuthorizationAttemptFilter filter) {
        return filter == null ? new AuthorizationAttemptFilter(null, null, null, null, null, null, null) : filter;
    }

    Conditions conditions() {
        Conditions conditions = new Conditions()
                .and("a.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .and("a.id_tag_key = :idTag", "idTag", Keys.ofTyped(idTag))
                .andAny("a.status", statuses)
                .andAny("a.message", messages)
                .and("a.received_at >= :from", "from", from)
                .and("a.received_at < :to", "to", to);
        if (refused != null) {
            conditions.and(refused ? "a.status <> 'ACCEPTED'" : "a.status = 'ACCEPTED'");
        }
        return conditions;
    }
}
