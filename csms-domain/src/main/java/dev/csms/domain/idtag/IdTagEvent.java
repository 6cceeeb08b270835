package dev.csms.domain.idtag;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has been decided about an idTag, and the transactions that it has open. */
public sealed interface IdTagEvent {

    IdTagId idTag();

    /** @param concurrentTransactions how many transactions it may have open at once; 0 for any number */
    @Revision("1")
    record IdTagRegistered(
            IdTagId idTag,
            IdTagSource source,
            @Nullable IdTagId parentIdTag,
            @Nullable Instant expiresAt,
            int concurrentTransactions)
            implements IdTagEvent {}

    @Revision("1")
    record IdTagBlocked(IdTagId idTag, @Nullable String reason) implements IdTagEvent {}

    @Revision("1")
    record IdTagUnblocked(IdTagId idTag) implements IdTagEvent {}

    /** @param expiresAt absent for no end */
    @Revision("1")
    record IdTagExpiryChanged(IdTagId idTag, @Nullable Instant expiresAt) implements IdTagEvent {}

    @Revision("1")
    record ParentIdTagChanged(IdTagId idTag, @Nullable IdTagId parentIdTag) implements IdTagEvent {}

    @Revision("1")
    record ConcurrentTransactionsChanged(IdTagId idTag, int concurrentTransactions) implements IdTagEvent {}

    /** A transaction counts against the tag's limit from now on. Not recorded for tags without a limit. */
    @Revision("1")
    record IdTagEngaged(IdTagId idTag, TransactionId transactionId, ChargePointId chargePointId)
            implements IdTagEvent {}

    /** The transaction no longer counts. */
    @Revision("1")
    record IdTagDisengaged(IdTagId idTag, TransactionId transactionId) implements IdTagEvent {}
}
