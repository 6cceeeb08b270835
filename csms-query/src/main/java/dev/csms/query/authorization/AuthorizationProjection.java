package dev.csms.query.authorization;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationEvent;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.query.Keys;
import dev.csms.query.idtag.IdTagProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Every attempt to authorise. Starts are among them only where they were refused: the others are transactions. */
@ProcessingGroup(IdTagProjection.GROUP)
public final class AuthorizationProjection {

    private static final BulkStatement ATTEMPT = BulkStatement.of("""
        insert into authorization_attempt (position, charge_point_id, id_tag, id_tag_key, status, expires_at,
            parent_id_tag, received_at, message, transaction_id)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
            ?::text[], ?::timestamptz[], ?::text[], ?::int[])
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
                case AuthorizationAttempted attempt ->
                    insert(
                            row,
                            message,
                            attempt.chargePointId(),
                            attempt.idTag(),
                            attempt.answer(),
                            attempt.receivedAt(),
                            AuthorizingMessage.AUTHORIZE,
                            null);
            }
        });
    }

    @EventHandler
    void on(TransactionStarted started, EventMessage<?> message) {
        if (started.authorization().status() == AuthorizationStatus.ACCEPTED) {
            return;
        }
        rows.write(
                message,
                row -> insert(
                        row,
                        message,
                        started.chargePointId(),
                        started.idTag(),
                        started.authorization(),
                        started.receivedAt(),
                        AuthorizingMessage.START_TRANSACTION,
                        started.transactionId().value()));
    }

    private static void insert(
            RowChanges row,
            EventMessage<?> event,
            ChargePointId chargePointId,
            IdTagId idTag,
            IdTagInfo answer,
            Instant receivedAt,
            AuthorizingMessage message,
            @Nullable Integer transactionId) {
        IdTagId parent = answer.parentIdTag();
        row.insert(
                ATTEMPT,
                EventRows.position(event),
                Keys.of(chargePointId),
                idTag.value(),
                Keys.of(idTag),
                answer.status(),
                answer.expiresAt(),
                parent == null ? null : parent.value(),
                receivedAt,
                message,
                transactionId);
    }
}
