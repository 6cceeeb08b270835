package dev.csms.app.access;

import dev.csms.app.access.AccessTokens.Grant;
import dev.csms.domain.Provenance;
import dev.csms.domain.person.PersonCommand;
import dev.csms.domain.person.PersonCommand.AddPerson;
import dev.csms.domain.person.PersonCommand.EnablePerson;
import dev.csms.domain.person.PersonCommand.NotePassword;
import dev.csms.domain.person.PersonCommand.SetRole;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import dev.csms.domain.secret.Secret;
import dev.csms.query.person.PersonProjection;
import dev.csms.query.person.PersonQueries;
import dev.csms.query.person.PersonView;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** How people come in: by a link once, by a password from then on. */
final class People {

    static final Duration LINK_VALIDITY = Duration.ofHours(24);

    private static final Duration READ_OWN_WRITES = Duration.ofSeconds(10);

    private final CommandGateway commands;
    private final PersonQueries people;
    private final ProjectionProgress projections;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final Failures failures = new Failures();
    private final RescueFile rescue;
    private final InstantSource clock;
    private final Duration sessionLength;

    People(
            CommandGateway commands,
            PersonQueries people,
            ProjectionProgress projections,
            AccessTokens tokens,
            Passwords passwords,
            RescueFile rescue,
            InstantSource clock,
            Duration sessionLength) {
        this.commands = commands;
        this.people = people;
        this.projections = projections;
        this.tokens = tokens;
        this.passwords = passwords;
        this.rescue = rescue;
        this.clock = clock;
        this.sessionLength = sessionLength;
    }

    /** What came of an attempt to come in. */
    sealed interface Entry {

        /** @param secret for the browser to keep */
        record Admitted(String name, String secret, Instant expiresAt) implements Entry {}

        /**
         * The name, the password or the link is not right, or somebody may not come in; which, is not said.
         *
         * @param name for the record alone: who it was not, if there is such a person
         */
        record Refused(@Nullable String name) implements Entry {}

        /** The password is right, and has to be changed now. */
        record PasswordToBeChanged() implements Entry {}

        record TooManyFailures() implements Entry {}
    }

    /** @param newPassword from now on, if the old one is right */
    Entry signIn(String name, String password, @Nullable String newPassword, String address) {
        PersonId person = personId(name);
        Failures.Attempt attempt = failures.attempt(person == null ? "" : person.key(), address);
        if (attempt == null) {
            return new Entry.TooManyFailures();
        }
        return takingBack(attempt, () -> signIn(person, password, newPassword, address));
    }

    private Entry signIn(@Nullable PersonId person, String password, @Nullable String newPassword, String address) {
        Passwords.Verdict verdict =
                passwords.check(person == null ? new PersonId("nobody") : person, Secret.of(password));
        Optional<PersonView> known = person == null ? Optional.empty() : people.person(person);
        if (verdict == Passwords.Verdict.WRONG || known.isEmpty() || known.get().disabled()) {
            return new Entry.Refused(known.map(PersonView::name).orElse(null));
        }
        PersonId admitted = new PersonId(known.get().name());
        if (newPassword != null) {
            setPassword(admitted, Passwords.checked(newPassword, admitted), false, address);
        } else if (verdict == Passwords.Verdict.TO_BE_CHANGED) {
            return new Entry.PasswordToBeChanged();
        }
        return admit(admitted);
    }

    /** Whatever else came of it, only who was refused has failed. */
    private static Entry takingBack(Failures.Attempt attempt, Supplier<Entry> entry) {
        boolean refused = false;
        try {
            Entry result = entry.get();
            refused = result instanceof Entry.Refused;
            return result;
        } finally {
            if (!refused) {
                attempt.takeBack();
            }
        }
    }

    /** By a link: the first administrator, one that locked-out administrators made, or an invitation. */
    Entry useLink(String secret, @Nullable String name, String password, String address) {
        Failures.Attempt attempt = failures.attempt("", address);
        if (attempt == null) {
            return new Entry.TooManyFailures();
        }
        return takingBack(attempt, () -> useLinkOnce(secret, name, password, address));
    }

    private Entry useLinkOnce(String secret, @Nullable String name, String password, String address) {
        boolean first = tokens.identify(TokenKind.FIRST_ADMIN, secret).isPresent() && !people.hasAdmin();
        if (first || rescue.isOpenedBy(secret)) {
            PersonId admin = new PersonId(name == null ? "" : name);
            Secret checked = Passwords.checked(password, admin); // before the link is used up
            boolean used = first ? tokens.useUp(TokenKind.FIRST_ADMIN, secret).isPresent() : rescue.useUp(secret);
            if (used) {
                makeAdmin(admin, address);
                setPassword(admin, checked, false, address);
                tokens.endAll(TokenKind.FIRST_ADMIN);
                return admit(admin);
            }
        }
        Optional<Identified> invited = tokens.identify(TokenKind.INVITATION, secret);
        if (invited.isPresent()) {
            PersonId person = new PersonId(invited.get().name());
            Secret checked = Passwords.checked(password, person);
            if (tokens.useUp(TokenKind.INVITATION, secret).isPresent()) {
                setPassword(person, checked, false, address);
                return admit(person);
            }
        }
        return new Entry.Refused(null);
    }

    /** Whom a link is for: a name, or empty for an administrator who chooses one; absent if it opens nothing. */
    Optional<String> nameOfLink(String secret) {
        if ((tokens.identify(TokenKind.FIRST_ADMIN, secret).isPresent() && !people.hasAdmin())
                || rescue.isOpenedBy(secret)) {
            return Optional.of("");
        }
        return tokens.identify(TokenKind.INVITATION, secret).map(Identified::name);
    }

    private void makeAdmin(PersonId admin, String address) {
        if (!this.<Boolean>send(new AddPerson(admin, Role.ADMIN, List.of()), address, "setUp")) {
            send(new SetRole(admin, Role.ADMIN, List.of()), address, "setUp");
            send(new EnablePerson(admin), address, "setUp");
        }
    }

    /** For automated installations: makes somebody administrator, if there is none. */
    void provide(SetupAdmin admin) {
        if (people.hasAdmin()) {
            return;
        }
        MetaData bySettings = MetaData.from(Acting.of(Provenance.SYSTEM, null, "csms.setup"));
        commands.sendAndWait(new AddPerson(admin.name(), Role.ADMIN, List.of()), bySettings);
        passwords.set(admin.name(), admin.password(), admin.toBeChanged());
        commands.sendAndWait(new NotePassword(admin.name(), admin.toBeChanged()), bySettings);
        awaitProjection();
    }

    private void setPassword(PersonId person, Secret password, boolean toBeChanged, String address) {
        passwords.set(person, password, toBeChanged);
        send(new NotePassword(person, toBeChanged), address, "setPassword");
        tokens.endSignInsOf(person);
    }

    private <R> R send(PersonCommand command, String address, String action) {
        return commands.sendAndWait(
                command,
                MetaData.from(Acting.of(Provenance.operator(command.personId().value()), address, action)));
    }

    private Entry admit(PersonId person) {
        awaitProjection();
        Instant expiresAt = clock.instant().plus(sessionLength);
        return new Entry.Admitted(person.value(), secretOf(Grant.of(TokenKind.SESSION, person, expiresAt)), expiresAt);
    }

    /** Who is known to an identity provider comes in by what that says. */
    Entry.Admitted admitExternal(String name, Role role, List<String> groups) {
        Instant expiresAt = clock.instant().plus(sessionLength);
        return new Entry.Admitted(
                name, secretOf(new Grant(TokenKind.SESSION, null, name, role, groups, expiresAt)), expiresAt);
    }

    /** A new link for the first administrator; empty if there is one. The links of earlier starts are dead. */
    Optional<String> firstAdminLink() {
        awaitProjection();
        if (people.hasAdmin()) {
            return Optional.empty();
        }
        tokens.endAll(TokenKind.FIRST_ADMIN);
        return Optional.of(secretOf(new Grant(
                TokenKind.FIRST_ADMIN,
                null,
                "first administrator",
                null,
                List.of(),
                clock.instant().plus(LINK_VALIDITY))));
    }

    /** @return the secret of a link by which the person chooses a password */
    String invite(PersonId person, Instant expiresAt) {
        return secretOf(Grant.of(TokenKind.INVITATION, person, expiresAt));
    }

    /** A new one, by which somebody gets what is granted. */
    private String secretOf(Grant grant) {
        String secret = RandomSecret.next();
        tokens.keep(AccessTokens.newId(grant.kind()), secret, grant);
        return secret;
    }

    private void awaitProjection() {
        projections.await(List.of(PersonProjection.GROUP), projections.head(), READ_OWN_WRITES);
    }

    private static @Nullable PersonId personId(String name) {
        try {
            return new PersonId(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
