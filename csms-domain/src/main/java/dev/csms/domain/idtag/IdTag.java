package dev.csms.domain.idtag;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagCommand.SetConcurrentTransactions;
import dev.csms.domain.idtag.IdTagCommand.SetIdTagExpiry;
import dev.csms.domain.idtag.IdTagCommand.SetParentIdTag;
import dev.csms.domain.idtag.IdTagCommand.UnblockIdTag;
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
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** One idTag: whether it may charge, until when, in which group, and how many transactions it has open. */
@AggregateRoot(type = "IdTag")
@Revision("2")
public final class IdTag {

    static final int DEFAULT_CONCURRENT_TRANSACTIONS = 1;

    @AggregateIdentifier
    private @Nullable IdTagId id;

    private @Nullable IdTagState state;

    IdTag() {}

    /** A tag that a charge point presented, where unknown tags are accepted. */
    static IdTag presented(IdTagId idTag) {
        IdTag tag = new IdTag();
        apply(new IdTagRegistered(idTag, IdTagSource.CHARGE_POINT, null, null, DEFAULT_CONCURRENT_TRANSACTIONS));
        return tag;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(RegisterIdTag register) {
        if (id != null) {
            return false;
        }
        apply(new IdTagRegistered(
                register.idTag(),
                IdTagSource.OPERATOR,
                register.parentIdTag(),
                register.expiresAt(),
                register.concurrentTransactions()));
        return true;
    }

    @CommandHandler
    void handle(BlockIdTag block) {
        if (!state().blocked()) {
            apply(new IdTagBlocked(state().idTag(), block.reason()));
        }
    }

    @CommandHandler
    void handle(UnblockIdTag unblock) {
        if (state().blocked()) {
            apply(new IdTagUnblocked(state().idTag()));
        }
    }

    @CommandHandler
    void handle(SetIdTagExpiry set) {
        if (!Objects.equals(state().expiresAt(), set.expiresAt())) {
            apply(new IdTagExpiryChanged(state().idTag(), set.expiresAt()));
        }
    }

    @CommandHandler
    void handle(SetParentIdTag set) {
        if (!Objects.equals(state().parent(), set.parentIdTag())) {
            apply(new ParentIdTagChanged(state().idTag(), set.parentIdTag()));
        }
    }

    @CommandHandler
    void handle(SetConcurrentTransactions set) {
        if (state().limit() != set.concurrentTransactions()) {
            apply(new ConcurrentTransactionsChanged(state().idTag(), set.concurrentTransactions()));
        }
    }

    /** Decides on another transaction and, if it is accepted and the tag is limited, counts it. */
    IdTagInfo engage(TransactionId transactionId, ChargePointId chargePointId, Instant now) {
        IdTagInfo info = state().infoForStartAt(now);
        if (info.status() == AuthorizationStatus.ACCEPTED && state().isLimited()) {
            apply(new IdTagEngaged(state().idTag(), transactionId, chargePointId));
        }
        return info;
    }

    void disengage(TransactionId transactionId) {
        if (state().open().contains(transactionId)) {
            apply(new IdTagDisengaged(state().idTag(), transactionId));
        }
    }

    IdTagState state() {
        return Objects.requireNonNull(state);
    }

    @EventSourcingHandler
    void on(IdTagEvent event) {
        if (event instanceof IdTagRegistered registered) {
            id = registered.idTag();
            state = IdTagState.of(registered);
        } else {
            state = state().after(event);
        }
    }
}
