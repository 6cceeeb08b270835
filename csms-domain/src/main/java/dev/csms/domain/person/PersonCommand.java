package dev.csms.domain.person;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about people. All but the first fail with {@code AggregateNotFoundException} for somebody unknown.
 * Groups are those of charge points; none for no limit.
 */
public sealed interface PersonCommand {

    PersonId personId();

    /** Answers true if the person was added by this, false if there is one of that name (and then changes nothing). */
    record AddPerson(@TargetAggregateIdentifier PersonId personId, Role role, List<String> groups)
            implements PersonCommand {

        public AddPerson {
            groups = Groups.checked(groups);
        }
    }

    record SetRole(@TargetAggregateIdentifier PersonId personId, Role role, List<String> groups)
            implements PersonCommand {

        public SetRole {
            groups = Groups.checked(groups);
        }
    }

    /** The person has chosen a password, or has been given one. */
    record NotePassword(@TargetAggregateIdentifier PersonId personId, boolean toBeChanged) implements PersonCommand {}

    /** Somebody is given a link by which the person chooses a new password. */
    record NoteSignInLink(@TargetAggregateIdentifier PersonId personId, Instant expiresAt) implements PersonCommand {}

    /** The person may no longer sign in; the person's tokens open nothing any more. */
    record DisablePerson(
            @TargetAggregateIdentifier PersonId personId,
            @Nullable String reason) implements PersonCommand {}

    record EnablePerson(@TargetAggregateIdentifier PersonId personId) implements PersonCommand {}

    /**
     * A token for programs that act for the person.
     *
     * @param tokenId   unique for ever; says nothing of the token itself
     * @param role      what it may do at most: no more than the person, whatever it says
     * @param expiresAt by our clock
     */
    record IssueToken(
            @TargetAggregateIdentifier PersonId personId,
            String tokenId,
            String label,
            Role role,
            List<String> groups,
            Instant expiresAt)
            implements PersonCommand {

        private static final int LONGEST_LABEL = 100;

        public IssueToken {
            label = label.strip();
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                throw new IllegalArgumentException("label must have 1 to " + LONGEST_LABEL + " characters");
            }
            groups = Groups.checked(groups);
        }
    }

    /** Answers whether there was such a token. */
    record RevokeToken(@TargetAggregateIdentifier PersonId personId, String tokenId) implements PersonCommand {}
}
