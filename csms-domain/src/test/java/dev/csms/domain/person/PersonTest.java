package dev.csms.domain.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class PersonTest {

    private static final PersonId ALICE = new PersonId("Alice");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PersonAdded ADDED = new PersonAdded(ALICE, Role.OPERATOR, List.of());
    private static final TokenIssued ISSUED =
            new TokenIssued(ALICE, "t-1", "billing", Role.ANALYST, List.of("north"), NOON);

    private final FixtureConfiguration<Person> person = new AggregateTestFixture<>(Person.class);

    @Test
    void somebody_is_added_once_in_whatever_case_the_name_is_written() {
        person.givenNoPriorActivity()
                .when(new AddPerson(ALICE, Role.OPERATOR, List.of(" south", "north", "south")))
                .expectResultMessagePayload(true)
                .expectEvents(new PersonAdded(ALICE, Role.OPERATOR, List.of("north", "south")));
        person.given(ADDED)
                .when(new AddPerson(new PersonId("ALICE"), Role.ADMIN, List.of()))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void a_role_changes_when_it_changes() {
        person.given(ADDED)
                .when(new SetRole(ALICE, Role.OPERATOR, List.of()))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        person.given(ADDED)
                .when(new SetRole(ALICE, Role.OPERATOR, List.of("north")))
                .expectEvents(new RoleChanged(ALICE, Role.OPERATOR, List.of("north")));
        person.given(ADDED)
                .when(new SetRole(ALICE, Role.AUDITOR, List.of()))
                .expectEvents(new RoleChanged(ALICE, Role.AUDITOR, List.of()));
    }

    @Test
    void every_new_password_is_on_record_and_none_of_them_is() {
        person.given(ADDED, new PasswordSet(ALICE, true))
                .when(new NotePassword(ALICE, false))
                .expectEvents(new PasswordSet(ALICE, false));
    }

    @Test
    void disabling_and_enabling_twice_is_once() {
        person.given(ADDED)
                .when(new DisablePerson(ALICE, "has left"))
                .expectEvents(new PersonDisabled(ALICE, "has left"));
        person.given(ADDED, new PersonDisabled(ALICE, null))
                .when(new DisablePerson(ALICE, "has left"))
                .expectNoEvents();
        person.given(ADDED, new PersonDisabled(ALICE, null))
                .when(new EnablePerson(ALICE))
                .expectEvents(new PersonEnabled(ALICE));
        person.given(ADDED).when(new EnablePerson(ALICE)).expectNoEvents();
    }

    @Test
    void a_token_is_issued_and_revoked_once() {
        person.given(ADDED)
                .when(new IssueToken(ALICE, "t-1", " billing ", Role.ANALYST, List.of("north"), NOON))
                .expectEvents(ISSUED);
        person.given(ADDED, ISSUED)
                .when(new RevokeToken(ALICE, "t-1"))
                .expectResultMessagePayload(true)
                .expectEvents(new TokenRevoked(ALICE, "t-1"));
        person.given(ADDED, ISSUED, new TokenRevoked(ALICE, "t-1"))
                .when(new RevokeToken(ALICE, "t-1"))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void tokens_do_not_come_back_with_who_comes_back() {
        person.given(ADDED, ISSUED, new PersonDisabled(ALICE, null), new PersonEnabled(ALICE))
                .when(new RevokeToken(ALICE, "t-1"))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void nothing_is_decided_about_somebody_unknown() {
        person.givenNoPriorActivity()
                .when(new SetRole(ALICE, Role.ADMIN, List.of()))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void names_are_names() {
        assertThat(new PersonId(" Zoë.Müller@example.com "))
                .hasToString("person-zoë.müller@example.com")
                .isEqualTo(new PersonId("zoë.MÜLLER@example.com"));
        for (String wrong : List.of("", "a b", "x\ny", "<b>", "a".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new PersonId(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Groups.checked("\u0000"));
        assertThatIllegalArgumentException().isThrownBy(() -> Groups.checked("g".repeat(51)));
    }

    @Test
    void only_an_admin_may_everything() {
        assertThat(Role.ANALYST.rights()).containsExactly(Right.READ);
        assertThat(Role.OPERATOR.rights()).containsExactlyInAnyOrder(Right.READ, Right.COMMAND);
        assertThat(Role.AUDITOR.rights()).containsExactlyInAnyOrder(Right.READ, Right.AUDIT);
        assertThat(Role.ADMIN.rights()).containsExactlyInAnyOrder(Right.values());
    }

    @Test
    void a_link_by_which_somebody_could_be_the_person_is_on_record() {
        Instant expiresAt = Instant.parse("2026-03-04T12:00:00Z");
        person.given(ADDED)
                .when(new NoteSignInLink(ALICE, expiresAt))
                .expectEvents(new SignInLinkIssued(ALICE, expiresAt));
    }
}
