package dev.csms.query.authorization;

import dev.csms.domain.idtag.AuthorizationEvent;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.query.Keys;
import dev.csms.query.idtag.IdTagProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Every attempt to authorise. */
@ProcessingGroup(IdTagProjection.GROUP)
public final class AuthorizationProjection {

    private static final BulkStatement ATTEMPT = BulkStatement.of("""
        insert into authorization_attempt (position, charge_point_id, id_tag, id_tag_key, status, expires_at,
            parent_id_tag, received_at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
            ?::text[], ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public AuthorizationProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(AuthorizationEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case AuthorizationAttempted attempt -> {
                    IdTagId parent = attempt.answer().parentIdTag();
                    row.insert(
                            ATTEMPT,
                            EventRows.position(message),
                            Keys.of(attempt.chargePointId()),
                            attempt.idTag().value(),
                            Keys.of(attempt.idTag()),
                            attempt.answer().status(),
                            attempt.answer().expiresAt(),
                            parent == null ? null : parent.value(),
                            attempt.receivedAt());
                }
            }
        });
    }
}
