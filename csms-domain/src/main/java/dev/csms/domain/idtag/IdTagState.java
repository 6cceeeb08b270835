package dev.csms.domain.idtag;

import dev.csms.domain.idtag.IdTagEvent.ConcurrentTransactionsChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagBlocked;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagExpiryChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagEvent.IdTagUnblocked;
import dev.csms.domain.idtag.IdTagEvent.ParentIdTagChanged;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an idTag at one moment. Immutable, so that many can ask at once.
 *
 * @param limit how many transactions it may have open at once; 0 for any number
 * @param open  the transactions that count against the limit
 */
record IdTagState(
        IdTagId idTag,
        @Nullable IdTagId parent,
        @Nullable Instant expiresAt,
        boolean blocked,
        int limit,
        Set<TransactionId> open) {

    static IdTagState of(IdTagRegistered registered) {
        return new IdTagState(
                registered.idTag(),
                registered.parentIdTag(),
                registered.expiresAt(),
                false,
                registered.concurrentTransactions(),
                Set.of());
    }

    IdTagState after(IdTagEvent event) {
        return switch (event) {
            case IdTagRegistered registered -> of(registered);
            case IdTagBlocked _ -> new IdTagState(idTag, parent, expiresAt, true, limit, open);
            case IdTagUnblocked _ -> new IdTagState(idTag, parent, expiresAt, false, limit, open);
            case IdTagExpiryChanged changed -> new IdTagState(idTag, parent, changed.expiresAt(), blocked, limit, open);
            case ParentIdTagChanged changed ->
                new IdTagState(idTag, changed.parentIdTag(), expiresAt, blocked, limit, open);
            case ConcurrentTransactionsChanged changed ->
                new IdTagState(idTag, parent, expiresAt, blocked, changed.concurrentTransactions(), open);
            case IdTagEngaged engaged -> {
                Set<TransactionId> more = new HashSet<>(open);
                more.add(engaged.transactionId());
                yield new IdTagState(idTag, parent, expiresAt, blocked, limit, Set.copyOf(more));
            }
            case IdTagDisengaged disengaged -> {
                Set<TransactionId> fewer = new HashSet<>(open);
                fewer.remove(disengaged.transactionId());
                yield new IdTagState(idTag, parent, expiresAt, blocked, limit, Set.copyOf(fewer));
            }
        };
    }

    /** The tag's own standing, whatever it has open. */
    IdTagInfo infoAt(Instant now) {
        AuthorizationStatus status = blocked
                ? AuthorizationStatus.BLOCKED
                : expiresAt != null && !now.isBefore(expiresAt)
                        ? AuthorizationStatus.EXPIRED
                        : AuthorizationStatus.ACCEPTED;
        return new IdTagInfo(status, expiresAt, parent);
    }

    /** The standing of one who wants to start another transaction (ConcurrentTx, OCPP 1.6 §7.2). */
    IdTagInfo infoForStartAt(Instant now) {
        IdTagInfo info = infoAt(now);
        return info.status() == AuthorizationStatus.ACCEPTED && isLimited() && open.size() >= limit
                ? info.withStatus(AuthorizationStatus.CONCURRENT_TX)
                : info;
    }

    boolean isLimited() {
        return limit > 0;
    }
}
