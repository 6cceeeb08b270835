package dev.csms.app.access;

import dev.csms.app.access.AccessTokens.Grant;
import dev.csms.domain.person.PersonCommand;
import dev.csms.domain.person.PersonCommand.AddPerson;
import dev.csms.domain.person.PersonCommand.DisablePerson;
import dev.csms.domain.person.PersonCommand.EnablePerson;
import dev.csms.domain.person.PersonCommand.IssueToken;
import dev.csms.domain.person.PersonCommand.NoteSignInLink;
import dev.csms.domain.person.PersonCommand.RevokeToken;
import dev.csms.domain.person.PersonCommand.SetRole;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Right;
import dev.csms.domain.person.Role;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.graphql.Question;
import dev.csms.query.person.PersonProjection;
import dev.csms.query.person.PersonQueries;
import dev.csms.query.person.PersonView;
import dev.csms.query.person.TokenView;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** People and their tokens, as administrators decide about them and each about his own. */
@Controller
final class PeopleController {

    private static final int LONGEST_REASON = 200;
    private static final int MOST_DAYS = 3_650;
    private static final Duration READ_OWN_WRITES = Duration.ofSeconds(5);

    private final CommandGateway commands;
    private final PersonQueries queries;
    private final ProjectionProgress projections;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final People people;
    private final InstantSource clock;

    PeopleController(
            CommandGateway commands,
            PersonQueries queries,
            ProjectionProgress projections,
            AccessTokens tokens,
            Passwords passwords,
            People people,
            InstantSource clock) {
        this.commands = commands;
        this.queries = queries;
        this.projections = projections;
        this.tokens = tokens;
        this.passwords = passwords;
        this.people = people;
        this.clock = clock;
    }

    record Me(String name, Set<Right> rights, List<String> groups) {}

    /** @param person absent if it cannot be shown yet */
    record AddPersonPayload(
            boolean added,
            @Nullable PersonView person,
            @Nullable String link) {

        @Override
        public String toString() {
            return "AddPersonPayload[***]";
        }
    }

    record PersonPayload(PersonView person) {}

    /** @param person absent if it cannot be shown yet */
    record PersonLinkPayload(@Nullable PersonView person, String link) {

        @Override
        public String toString() {
            return "PersonLinkPayload[***]";
        }
    }

    record CreateApiTokenPayload(String token, TokenView apiToken) {
        @Override
        public String toString() {
            return "CreateApiTokenPayload[***]";
        }
    }

    record RevokeApiTokenPayload(boolean revoked) {}

    @QueryMapping
    Me me() {
        Caller caller = caller();
        return new Me(caller.name(), caller.rights(), caller.groups());
    }

    @SchemaMapping(typeName = "Me", field = "apiTokens")
    List<TokenView> ownTokens(Me me) {
        return checked(() -> new PersonId(me.name())).stream()
                .flatMap(id -> queries.tokens(List.of(id.key())).getOrDefault(id.key(), List.of()).stream())
                .toList();
    }

    private static Optional<PersonId> checked(Supplier<PersonId> name) {
        try {
            return Optional.of(name.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name of another system
        }
    }

    @QueryMapping
    Connection<PersonView> people(Page page) {
        return queries.people(page);
    }

    @QueryMapping
    Optional<PersonView> person(@Argument String name) {
        return checked(() -> new PersonId(name)).flatMap(queries::person);
    }

    @BatchMapping(typeName = "Person", field = "apiTokens")
    Map<PersonView, List<TokenView>> tokens(List<PersonView> several) {
        Map<String, List<TokenView>> found =
                queries.tokens(several.stream().map(PersonView::personKey).toList());
        Map<PersonView, List<TokenView>> byPerson = new HashMap<>();
        several.forEach(each -> byPerson.put(each, found.getOrDefault(each.personKey(), List.of())));
        return byPerson;
    }

    @SchemaMapping(typeName = "ApiToken", field = "lastUsedAt")
    Optional<Instant> lastUse(TokenView token) {
        return tokens.lastUse(token.tokenId());
    }

    @MutationMapping
    AddPersonPayload addPerson(@Argument String name, @Argument Role role, @Argument @Nullable List<String> groups) {
        PersonId id = id(name);
        boolean added = send("addPerson", () -> new AddPerson(id, role, orNone(groups)));
        return new AddPersonPayload(added, ifShown(id), added ? link(id) : null);
    }

    @MutationMapping
    PersonPayload setRole(@Argument String name, @Argument Role role, @Argument @Nullable List<String> groups) {
        PersonId id = id(name);
        if (role != Role.ADMIN || !orNone(groups).isEmpty()) {
            requireAnotherAdmin(id);
        }
        send("setRole", () -> new SetRole(id, role, orNone(groups)));
        PersonView after = view(id);
        tokens.forgetWhatIsKnown();
        return new PersonPayload(after);
    }

    @MutationMapping
    PersonPayload disablePerson(@Argument String name, @Argument @Nullable String reason) {
        PersonId id = id(name);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw QueryProblem.badUserInput("reason has at most " + LONGEST_REASON + " characters");
        }
        requireAnotherAdmin(id);
        send("disablePerson", () -> new DisablePerson(id, reason));
        passwords.forget(id);
        PersonView after = view(id);
        tokens.endAllOf(id);
        return new PersonPayload(after);
    }

    @MutationMapping
    PersonLinkPayload enablePerson(@Argument String name) {
        PersonId id = id(name);
        send("enablePerson", () -> new EnablePerson(id));
        return new PersonLinkPayload(ifShown(id), link(id));
    }

    @MutationMapping
    PersonLinkPayload createSignInLink(@Argument String name) {
        PersonId id = id(name);
        PersonView person = queries.person(id).orElseThrow(() -> unknown(name));
        if (person.disabled()) {
            throw QueryProblem.badUserInput(person.name() + " is disabled");
        }
        send("createSignInLink", () -> new NoteSignInLink(id, linkEnd()));
        return new PersonLinkPayload(person, link(id));
    }

    @MutationMapping
    CreateApiTokenPayload createApiToken(
            @Argument String label,
            @Argument @Nullable Role role,
            @Argument @Nullable List<String> groups,
            @Argument int validForDays,
            @Argument @Nullable String person) {
        Caller caller = caller();
        if (validForDays < 1 || validForDays > MOST_DAYS) {
            throw QueryProblem.badUserInput("validForDays must be 1 to " + MOST_DAYS + ", not " + validForDays);
        }
        Optional<PersonId> self = checked(() -> new PersonId(caller.name()));
        PersonId id = person != null
                ? id(person)
                : self.orElseThrow(() -> QueryProblem.badUserInput(
                        "a token acts for somebody who has an account here: person must say who"));
        boolean own = self.filter(id::equals).isPresent();
        if (!caller.may(Right.ADMINISTER) && !(own && isSignedIn(caller))) {
            throw QueryProblem.of(
                    QueryProblem.Code.FORBIDDEN, "a token is made by whom it acts for, signed in, or an administrator");
        }
        PersonView owner = queries.person(id).filter(it -> !it.disabled()).orElseThrow(() -> unknown(id.value()));
        Role most = role == null ? owner.role() : role;
        if (!caller.rights().containsAll(most.rights())) {
            throw QueryProblem.of(QueryProblem.Code.FORBIDDEN, "a token has no more rights than who makes it");
        }
        List<String> narrower = orNone(groups).isEmpty() ? caller.groups() : orNone(groups);
        if (caller.isLimited() && !caller.groups().containsAll(narrower)) {
            throw QueryProblem.of(QueryProblem.Code.FORBIDDEN, "a token is limited as who makes it is");
        }
        String tokenId = AccessTokens.newId(TokenKind.API);
        Instant issuedAt = clock.instant();
        Instant expiresAt = issuedAt.plus(Duration.ofDays(validForDays));
        send("createApiToken", () -> new IssueToken(id, tokenId, label, most, narrower, expiresAt));
        String secret = RandomSecret.TOKEN_PREFIX + RandomSecret.next();
        tokens.keep(tokenId, secret, new Grant(TokenKind.API, id, null, most, narrower, expiresAt));
        awaitProjection();
        TokenView shown = queries.token(tokenId)
                .orElseGet(() -> new TokenView( // the secret is told now or never
                        tokenId, id.key(), owner.name(), label, most, narrower, issuedAt, expiresAt, null));
        return new CreateApiTokenPayload(secret, shown);
    }

    @MutationMapping
    RevokeApiTokenPayload revokeApiToken(@Argument String tokenId) {
        Caller caller = caller();
        Optional<TokenView> known = queries.token(tokenId)
                .filter(it -> caller.may(Right.ADMINISTER) && !caller.isLimited()
                        || it.person().equalsIgnoreCase(caller.name()));
        if (known.isEmpty()) {
            return new RevokeApiTokenPayload(false);
        }
        boolean itself = tokenId.equals(caller.token());
        if (!itself && !isSignedIn(caller) && (!caller.may(Right.ADMINISTER) || caller.isLimited())) {
            throw QueryProblem.of(
                    QueryProblem.Code.FORBIDDEN,
                    "a token is ended by itself, by whom it acts for, signed in, or by an administrator");
        }
        tokens.end(tokenId);
        boolean revoked =
                send("revokeApiToken", () -> new RevokeToken(id(known.get().person()), tokenId));
        awaitProjection();
        return new RevokeApiTokenPayload(revoked);
    }

    private static boolean isSignedIn(Caller caller) {
        return caller.token() != null && caller.token().startsWith("session-");
    }

    private <R> R send(String mutation, Supplier<PersonCommand> command) {
        PersonCommand order;
        try {
            order = command.get();
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
        try {
            return commands.sendAndWait(order, MetaData.from(Acting.now(mutation)));
        } catch (AggregateNotFoundException e) {
            throw unknown(order.personId().value());
        }
    }

    /** Nobody locks everybody out. */
    private void requireAnotherAdmin(PersonId id) {
        if (!queries.hasAdminBeside(id)) {
            throw QueryProblem.badUserInput("there would be no administrator any more");
        }
    }

    private String link(PersonId id) {
        return SetupLink.of(people.invite(id, linkEnd()));
    }

    private Instant linkEnd() {
        return clock.instant().plus(People.LINK_VALIDITY);
    }

    private PersonView view(PersonId id) {
        PersonView shown = ifShown(id);
        if (shown == null) {
            throw unknown(id.value());
        }
        return shown;
    }

    private @Nullable PersonView ifShown(PersonId id) {
        try {
            awaitProjection();
            return queries.person(id).orElse(null);
        } catch (DataAccessException e) { // what is told once must not be lost with it
            return null;
        }
    }

    private void awaitProjection() {
        projections.await(List.of(PersonProjection.GROUP), projections.head(), READ_OWN_WRITES);
    }

    private static PersonId id(String name) {
        try {
            return new PersonId(name);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    private static QueryProblem unknown(String name) {
        return QueryProblem.notFound("there is nobody called " + name + " with an account here");
    }

    private static List<String> orNone(@Nullable List<String> groups) {
        return groups == null ? List.of() : groups;
    }

    private static Caller caller() {
        return Question.current().orElseThrow().caller();
    }
}
