package dev.csms.domain.person;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.person.PersonCommand.AddPerson;
import dev.csms.domain.person.PersonCommand.DisablePerson;
import dev.csms.domain.person.PersonCommand.EnablePerson;
import dev.csms.domain.person.PersonCommand.IssueToken;
import dev.csms.domain.person.PersonCommand.NotePassword;
import dev.csms.domain.person.PersonCommand.NoteSignInLink;
import dev.csms.domain.person.PersonCommand.RevokeToken;
import dev.csms.domain.person.PersonCommand.SetRole;
import dev.csms.domain.person.PersonEvent.PasswordSet;
import dev.csms.domain.person.PersonEvent.PersonAdded;
import dev.csms.domain.person.PersonEvent.PersonDisabled;
import dev.csms.domain.person.PersonEvent.PersonEnabled;
import dev.csms.domain.person.PersonEvent.RoleChanged;
import dev.csms.domain.person.PersonEvent.SignInLinkIssued;
import dev.csms.domain.person.PersonEvent.TokenIssued;
import dev.csms.domain.person.PersonEvent.TokenRevoked;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the system. */
@AggregateRoot(type = "Person")
@Revision("2")
public final class Person {

    @AggregateIdentifier
    private @Nullable PersonId id;

    private @Nullable Role role;
    private List<String> groups = List.of();
    private boolean disabled;
    private final Set<String> tokens = new HashSet<>();

    Person() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(AddPerson add) {
        if (id != null) {
            return false;
        }
        apply(new PersonAdded(add.personId(), add.role(), add.groups()));
        return true;
    }

    @CommandHandler
    void handle(SetRole set) {
        if (role != set.role() || !groups.equals(set.groups())) {
            apply(new RoleChanged(id(), set.role(), set.groups()));
        }
    }

    @CommandHandler
    void handle(NotePassword password) {
        apply(new PasswordSet(id(), password.toBeChanged()));
    }

    @CommandHandler
    void handle(NoteSignInLink link) {
        apply(new SignInLinkIssued(id(), link.expiresAt()));
    }

    @CommandHandler
    void handle(DisablePerson disable) {
        if (!disabled) {
            apply(new PersonDisabled(id(), disable.reason()));
        }
    }

    @CommandHandler
    void handle(EnablePerson enable) {
        if (disabled) {
            apply(new PersonEnabled(id()));
        }
    }

    @CommandHandler
    void handle(IssueToken issue) {
        if (!tokens.contains(issue.tokenId())) {
            apply(new TokenIssued(
                    id(), issue.tokenId(), issue.label(), issue.role(), issue.groups(), issue.expiresAt()));
        }
    }

    @CommandHandler
    boolean handle(RevokeToken revoke) {
        if (!tokens.contains(revoke.tokenId())) {
            return false;
        }
        apply(new TokenRevoked(id(), revoke.tokenId()));
        return true;
    }

    private PersonId id() {
        return Objects.requireNonNull(id);
    }

    @EventSourcingHandler
    void on(PersonEvent event) {
        switch (event) {
            case PersonAdded added -> {
                id = added.personId();
                role = added.role();
                groups = added.groups();
            }
            case RoleChanged changed -> {
                role = changed.role();
                groups = changed.groups();
            }
            case PersonDisabled _ -> {
                disabled = true;
                tokens.clear();
            }
            case PersonEnabled _ -> disabled = false;
            case TokenIssued issued -> tokens.add(issued.tokenId());
            case TokenRevoked revoked -> tokens.remove(revoked.tokenId());
            case PasswordSet _, SignInLinkIssued _ -> {}
        }
    }
}
