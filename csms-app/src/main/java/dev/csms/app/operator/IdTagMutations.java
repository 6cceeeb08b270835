package dev.csms.app.operator;

import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagCommand.SetConcurrentTransactions;
import dev.csms.domain.idtag.IdTagCommand.SetIdTagExpiry;
import dev.csms.domain.idtag.IdTagCommand.SetParentIdTag;
import dev.csms.domain.idtag.IdTagCommand.UnblockIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.query.idtag.IdTagProjection;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.idtag.IdTagView;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about idTags. */
@Controller
final class IdTagMutations {

    private static final int LONGEST_REASON = 200;

    private final OperatorCommands operator;
    private final IdTagQueries idTags;

    IdTagMutations(OperatorCommands operator, IdTagQueries idTags) {
        this.operator = operator;
        this.idTags = idTags;
    }

    record RegisterIdTagInput(
            String idTag,
            @Nullable String parentIdTag,
            @Nullable Instant expiresAt,
            int concurrentTransactions) {}

    record BlockIdTagInput(String idTag, @Nullable String reason) {}

    record UnblockIdTagInput(String idTag) {}

    record SetIdTagExpiryInput(String idTag, @Nullable Instant expiresAt) {}

    record SetParentIdTagInput(String idTag, @Nullable String parentIdTag) {}

    record SetConcurrentTransactionsInput(String idTag, int concurrentTransactions) {}

    record RegisterIdTagPayload(boolean registered, IdTagView idTag) {}

    record IdTagPayload(IdTagView idTag) {}

    @MutationMapping
    RegisterIdTagPayload registerIdTag(@Argument RegisterIdTagInput input) {
        boolean registered = send(
                "registerIdTag",
                input.idTag(),
                () -> new RegisterIdTag(
                        new IdTagId(input.idTag()),
                        parent(input.parentIdTag()),
                        input.expiresAt(),
                        input.concurrentTransactions()));
        return new RegisterIdTagPayload(registered, view(input.idTag()));
    }

    @MutationMapping
    IdTagPayload blockIdTag(@Argument BlockIdTagInput input) {
        return decide(
                "blockIdTag",
                input.idTag(),
                () -> new BlockIdTag(new IdTagId(input.idTag()), checkedReason(input.reason())));
    }

    @MutationMapping
    IdTagPayload unblockIdTag(@Argument UnblockIdTagInput input) {
        return decide("unblockIdTag", input.idTag(), () -> new UnblockIdTag(new IdTagId(input.idTag())));
    }

    @MutationMapping
    IdTagPayload setIdTagExpiry(@Argument SetIdTagExpiryInput input) {
        return decide(
                "setIdTagExpiry",
                input.idTag(),
                () -> new SetIdTagExpiry(new IdTagId(input.idTag()), input.expiresAt()));
    }

    @MutationMapping
    IdTagPayload setParentIdTag(@Argument SetParentIdTagInput input) {
        return decide(
                "setParentIdTag",
                input.idTag(),
                () -> new SetParentIdTag(new IdTagId(input.idTag()), parent(input.parentIdTag())));
    }

    @MutationMapping
    IdTagPayload setConcurrentTransactions(@Argument SetConcurrentTransactionsInput input) {
        return decide(
                "setConcurrentTransactions",
                input.idTag(),
                () -> new SetConcurrentTransactions(new IdTagId(input.idTag()), input.concurrentTransactions()));
    }

    private IdTagPayload decide(String operation, String idTag, Supplier<Object> command) {
        send(operation, idTag, command);
        return new IdTagPayload(view(idTag));
    }

    private <R> R send(String operation, String idTag, Supplier<Object> command) {
        return operator.send(operation, null, "idTag " + idTag, command);
    }

    private IdTagView view(String idTag) {
        return operator.readBack(IdTagProjection.GROUP, () -> idTags.idTag(idTag), "idTag " + idTag);
    }

    private static @Nullable IdTagId parent(@Nullable String parentIdTag) {
        return parentIdTag == null ? null : new IdTagId(parentIdTag);
    }

    private static @Nullable String checkedReason(@Nullable String reason) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a reason has at most " + LONGEST_REASON + " characters, not " + reason.length());
        }
        return reason;
    }
}
