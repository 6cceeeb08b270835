package dev.csms.query.person;

import dev.csms.domain.person.PersonEvent;
import dev.csms.domain.person.PersonEvent.PasswordSet;
import dev.csms.domain.person.PersonEvent.PersonAdded;
import dev.csms.domain.person.PersonEvent.PersonDisabled;
import dev.csms.domain.person.PersonEvent.PersonEnabled;
import dev.csms.domain.person.PersonEvent.RoleChanged;
import dev.csms.domain.person.PersonEvent.SignInLinkIssued;
import dev.csms.domain.person.PersonEvent.TokenIssued;
import dev.csms.domain.person.PersonEvent.TokenRevoked;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as the decisions about this person leave it.
 *
 * @param tokensVoidAt no token issued until then opens anything; absent if none was taken away so
 */
record PersonState(
        PersonId personId,
        Role role,
        List<String> groups,
        boolean disabled,
        @Nullable String disableReason,
        @Nullable Instant passwordSetAt,
        boolean passwordToBeChanged,
        Instant addedAt,
        @Nullable Instant tokensVoidAt) {

    static @Nullable PersonState after(@Nullable PersonState before, PersonEvent event, Instant at) {
        if (before == null) {
            return event instanceof PersonAdded added
                    ? new PersonState(
                            added.personId(), added.role(), added.groups(), false, null, null, false, at, null)
                    : null;
        }
        return switch (event) {
            case PersonAdded _, SignInLinkIssued _, TokenIssued _, TokenRevoked _ -> before;
            case RoleChanged changed -> before.with(changed.role(), changed.groups());
            case PasswordSet password -> before.withPassword(at, password.toBeChanged());
            case PersonDisabled disabledNow -> before.with(true, disabledNow.reason(), at);
            case PersonEnabled _ -> before.with(false, null, before.tokensVoidAt);
        };
    }

    private PersonState with(Role other, List<String> others) {
        return new PersonState(
                personId,
                other,
                others,
                disabled,
                disableReason,
                passwordSetAt,
                passwordToBeChanged,
                addedAt,
                tokensVoidAt);
    }

    private PersonState withPassword(Instant at, boolean toBeChanged) {
        return new PersonState(personId, role, groups, disabled, disableReason, at, toBeChanged, addedAt, tokensVoidAt);
    }

    private PersonState with(boolean disabledNow, @Nullable String reason, @Nullable Instant voidAt) {
        return new PersonState(
                personId, role, groups, disabledNow, reason, passwordSetAt, passwordToBeChanged, addedAt, voidAt);
    }
}
