package dev.csms.domain.idtag;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What an operator can decide about an idTag. All but the first fail with {@code AggregateNotFoundException} for an unknown tag. */
public sealed interface IdTagCommand {

    IdTagId idTag();

    /**
     * Answers true if it was registered by this, false if it had been registered before (and then changes nothing).
     *
     * @param concurrentTransactions how many transactions it may have open at once; 0 for any number
     */
    record RegisterIdTag(
            @TargetAggregateIdentifier IdTagId idTag,
            @Nullable IdTagId parentIdTag,
            @Nullable Instant expiresAt,
            int concurrentTransactions)
            implements IdTagCommand {

        public RegisterIdTag {
            if (idTag.value().isEmpty() || idTag.value().length() > IdTagId.MAX_LENGTH) {
                throw new IllegalArgumentException("an idTag has 1 to " + IdTagId.MAX_LENGTH + " characters, not "
                        + idTag.value().length() + ": " + idTag.value());
            }
            requireParentOf(idTag, parentIdTag);
            requireLimit(concurrentTransactions);
        }
    }

    record BlockIdTag(
            @TargetAggregateIdentifier IdTagId idTag,
            @Nullable String reason) implements IdTagCommand {}

    record UnblockIdTag(@TargetAggregateIdentifier IdTagId idTag) implements IdTagCommand {}

    /** @param expiresAt absent for no end; may be past, which ends it at once */
    record SetIdTagExpiry(
            @TargetAggregateIdentifier IdTagId idTag,
            @Nullable Instant expiresAt) implements IdTagCommand {}

    /** @param parentIdTag absent to take the tag out of its group */
    record SetParentIdTag(
            @TargetAggregateIdentifier IdTagId idTag,
            @Nullable IdTagId parentIdTag) implements IdTagCommand {

        public SetParentIdTag {
            requireParentOf(idTag, parentIdTag);
        }
    }

    /** @param concurrentTransactions how many transactions it may have open at once; 0 for any number */
    record SetConcurrentTransactions(
            @TargetAggregateIdentifier IdTagId idTag, int concurrentTransactions) implements IdTagCommand {

        public SetConcurrentTransactions {
            requireLimit(concurrentTransactions);
        }
    }

    private static void requireParentOf(IdTagId idTag, @Nullable IdTagId parent) {
        if (parent == null) {
            return;
        }
        if (parent.value().isEmpty() || parent.value().length() > IdTagId.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a parentIdTag has 1 to " + IdTagId.MAX_LENGTH + " characters: " + parent.value());
        }
        if (parent.equals(idTag)) {
            throw new IllegalArgumentException("an idTag cannot be its own parent: " + idTag.value());
        }
    }

    private static void requireLimit(int concurrentTransactions) {
        if (concurrentTransactions < 0) {
            throw new IllegalArgumentException(
                    "concurrentTransactions must be 0 (any number) or more: " + concurrentTransactions);
        }
    }
}
