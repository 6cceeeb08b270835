package dev.csms.query.idtag;

import dev.csms.domain.idtag.IdTagEvent;
import dev.csms.domain.idtag.IdTagEvent.ConcurrentTransactionsChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagBlocked;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagExpiryChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagEvent.IdTagUnblocked;
import dev.csms.domain.idtag.IdTagEvent.ParentIdTagChanged;
import dev.csms.domain.idtag.IdTagId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An idTag as the decisions about it leave it.
 *
 * @param registered with what has been decided since
 * @param block      absent unless it is blocked
 */
record IdTagRecord(
        IdTagRegistered registered,
        Instant registeredAt,
        @Nullable Block block,
        Instant changedAt) {

    record Block(@Nullable String reason) {}

    static @Nullable IdTagRecord after(@Nullable IdTagRecord before, IdTagEvent event, Instant at) {
        if (before == null) {
            return event instanceof IdTagRegistered registered ? new IdTagRecord(registered, at, null, at) : null;
        }
        IdTagRegistered now = before.registered;
        return switch (event) {
            case IdTagRegistered _ -> before;
            case IdTagBlocked blocked -> before.with(new Block(blocked.reason()), at);
            case IdTagUnblocked _ -> before.with(null, at);
            case IdTagExpiryChanged changed ->
                before.with(now.parentIdTag(), changed.expiresAt(), now.concurrentTransactions(), at);
            case ParentIdTagChanged changed ->
                before.with(changed.parentIdTag(), now.expiresAt(), now.concurrentTransactions(), at);
            case ConcurrentTransactionsChanged changed ->
                before.with(now.parentIdTag(), now.expiresAt(), changed.concurrentTransactions(), at);
            // which transactions are open is told by the transactions themselves
            case IdTagEngaged _, IdTagDisengaged _ -> before;
        };
    }

    private IdTagRecord with(@Nullable Block other, Instant at) {
        return new IdTagRecord(registered, registeredAt, other, at);
    }

    private IdTagRecord with(@Nullable IdTagId parent, @Nullable Instant expiresAt, int limit, Instant at) {
        IdTagRegistered changed =
                new IdTagRegistered(registered.idTag(), registered.source(), parent, expiresAt, limit);
        return new IdTagRecord(changed, registeredAt, block, at);
    }
}
