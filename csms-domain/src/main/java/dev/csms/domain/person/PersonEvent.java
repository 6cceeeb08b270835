package dev.csms.domain.person;

import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What has been decided about people. Groups are those of charge points that they are limited to; none for no limit. */
public sealed interface PersonEvent {

    PersonId personId();

    @Revision("1")
    record PersonAdded(PersonId personId, Role role, List<String> groups) implements PersonEvent {}

    @Revision("1")
    record RoleChanged(PersonId personId, Role role, List<String> groups) implements PersonEvent {}

    /**
     * The person has a new password. What it is, is not on record, nor is a hash of it.
     *
     * @param toBeChanged at the next sign-in, because somebody else knows it
     */
    @Revision("1")
    record PasswordSet(PersonId personId, boolean toBeChanged) implements PersonEvent {}

    /**
     * Somebody was given a link by which a new password can be chosen for the person: whoever has it can be the person.
     *
     * @param expiresAt of the link, by our clock
     */
    @Revision("1")
    record SignInLinkIssued(PersonId personId, Instant expiresAt) implements PersonEvent {}

    /** The person may no longer sign in, and the person's tokens open nothing. */
    @Revision("1")
    record PersonDisabled(PersonId personId, @Nullable String reason) implements PersonEvent {}

    @Revision("1")
    record PersonEnabled(PersonId personId) implements PersonEvent {}

    /**
     * Programs may act for the person.
     *
     * @param role what they may do at most, and never more than the person
     */
    @Revision("1")
    record TokenIssued(
            PersonId personId, String tokenId, String label, Role role, List<String> groups, Instant expiresAt)
            implements PersonEvent {}

    @Revision("1")
    record TokenRevoked(PersonId personId, String tokenId) implements PersonEvent {}
}
