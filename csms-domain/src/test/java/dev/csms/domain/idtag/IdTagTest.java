package dev.csms.domain.idtag;

import static dev.csms.domain.idtag.AuthorizationStatus.ACCEPTED;
import static dev.csms.domain.idtag.AuthorizationStatus.BLOCKED;
import static dev.csms.domain.idtag.AuthorizationStatus.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.csms.domain.DomainFixture;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationCommand.Authorize;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.IdTagCommand.BlockIdTag;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagCommand.SetConcurrentTransactions;
import dev.csms.domain.idtag.IdTagCommand.SetIdTagExpiry;
import dev.csms.domain.idtag.IdTagCommand.SetParentIdTag;
import dev.csms.domain.idtag.IdTagCommand.UnblockIdTag;
import dev.csms.domain.idtag.IdTagEvent.ConcurrentTransactionsChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagBlocked;
import dev.csms.domain.idtag.IdTagEvent.IdTagExpiryChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagEvent.IdTagUnblocked;
import dev.csms.domain.idtag.IdTagEvent.ParentIdTagChanged;
import java.time.Instant;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class IdTagTest {

    private static final IdTagId ALICE = new IdTagId("ALICE");
    private static final IdTagId FAMILY = new IdTagId("FAMILY");
    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final IdTagRegistered REGISTERED = new IdTagRegistered(ALICE, IdTagSource.OPERATOR, null, null, 1);

    private final FixtureConfiguration<IdTag> idTag = new AggregateTestFixture<>(IdTag.class);

    @Test
    void a_tag_is_registered_once_in_whatever_case_it_is_written() {
        idTag.givenNoPriorActivity()
                .when(new RegisterIdTag(ALICE, FAMILY, NOON, 2))
                .expectResultMessagePayload(true)
                .expectEvents(new IdTagRegistered(ALICE, IdTagSource.OPERATOR, FAMILY, NOON, 2));
        idTag.given(REGISTERED)
                .when(new RegisterIdTag(new IdTagId("alice"), null, null, 1))
                .expectResultMessagePayload(false)
                .expectNoEvents();
    }

    @Test
    void blocking_and_unblocking_twice_is_once() {
        idTag.given(REGISTERED).when(new BlockIdTag(ALICE, "lost")).expectEvents(new IdTagBlocked(ALICE, "lost"));
        idTag.given(REGISTERED, new IdTagBlocked(ALICE, "lost"))
                .when(new BlockIdTag(ALICE, "stolen"))
                .expectNoEvents();
        idTag.given(REGISTERED, new IdTagBlocked(ALICE, "lost"))
                .when(new UnblockIdTag(ALICE))
                .expectEvents(new IdTagUnblocked(ALICE));
        idTag.given(REGISTERED).when(new UnblockIdTag(ALICE)).expectNoEvents();
    }

    @Test
    void expiry_parent_and_limit_change_when_they_change() {
        idTag.given(REGISTERED).when(new SetIdTagExpiry(ALICE, NOON)).expectEvents(new IdTagExpiryChanged(ALICE, NOON));
        idTag.given(REGISTERED).when(new SetIdTagExpiry(ALICE, null)).expectNoEvents();
        idTag.given(REGISTERED)
                .when(new SetParentIdTag(ALICE, FAMILY))
                .expectEvents(new ParentIdTagChanged(ALICE, FAMILY));
        idTag.given(REGISTERED)
                .when(new SetConcurrentTransactions(ALICE, 0))
                .expectEvents(new ConcurrentTransactionsChanged(ALICE, 0));
        idTag.given(REGISTERED).when(new SetConcurrentTransactions(ALICE, 1)).expectNoEvents();
    }

    @Test
    void an_unknown_tag_cannot_be_blocked() {
        idTag.givenNoPriorActivity()
                .when(new BlockIdTag(ALICE, null))
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void a_tag_that_no_charge_point_could_say_is_not_registered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegisterIdTag(new IdTagId("123456789012345678901"), null, null, 1))
                .withMessageContaining("1 to 20 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> new RegisterIdTag(ALICE, ALICE, null, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RegisterIdTag(ALICE, null, null, -1));
    }

    @Test
    void every_question_about_a_tag_is_answered_and_on_record() {
        try (DomainFixture csms = new DomainFixture()) {
            IdTagInfo info = new IdTagInfo(ACCEPTED, NOON.plusSeconds(60), FAMILY);
            csms.given(new RegisterIdTag(ALICE, FAMILY, NOON.plusSeconds(60), 1))
                    .when(new Authorize(CP, new IdTagId("alice"), NOON))
                    .expectAnswer(info)
                    .expectEvents(new AuthorizationAttempted(CP, ALICE, info, NOON));
        }
    }

    @Test
    void a_tag_is_expired_from_the_very_instant_of_its_expiry() {
        try (DomainFixture csms = new DomainFixture()) {
            csms.given(new RegisterIdTag(ALICE, null, NOON, 1))
                    .when(new Authorize(CP, ALICE, NOON))
                    .expectAnswer(new IdTagInfo(EXPIRED, NOON, null));
        }
    }

    @Test
    void a_blocked_tag_is_blocked_even_when_it_has_expired() {
        try (DomainFixture csms = new DomainFixture()) {
            csms.given(new RegisterIdTag(ALICE, null, NOON, 1), new BlockIdTag(ALICE, null))
                    .when(new Authorize(CP, ALICE, NOON))
                    .expectAnswer(new IdTagInfo(BLOCKED, NOON, null));
        }
    }

    @Test
    void an_unknown_tag_is_invalid_and_stays_unknown() {
        try (DomainFixture csms = new DomainFixture()) {
            csms.given()
                    .when(new Authorize(CP, ALICE, NOON))
                    .expectAnswer(IdTagInfo.INVALID)
                    .expectEvents(new AuthorizationAttempted(CP, ALICE, IdTagInfo.INVALID, NOON));
        }
    }

    @Test
    void an_unknown_tag_is_registered_where_unknown_tags_are_accepted() {
        try (DomainFixture csms = new DomainFixture(UnknownIdTags.ACCEPT)) {
            IdTagInfo info = new IdTagInfo(ACCEPTED, null, null);
            csms.given()
                    .when(new Authorize(CP, ALICE, NOON))
                    .expectAnswer(info)
                    .expectEvents(
                            new IdTagRegistered(ALICE, IdTagSource.CHARGE_POINT, null, null, 1),
                            new AuthorizationAttempted(CP, ALICE, info, NOON));
        }
    }

    @Test
    void what_is_too_long_or_empty_is_never_registered_on_the_spot() {
        try (DomainFixture csms = new DomainFixture(UnknownIdTags.ACCEPT)) {
            csms.given()
                    .when(new Authorize(CP, new IdTagId("123456789012345678901"), NOON))
                    .expectAnswer(IdTagInfo.INVALID);
            csms.given().when(new Authorize(CP, new IdTagId(""), NOON)).expectAnswer(IdTagInfo.INVALID);
        }
    }

    @Test
    void blanks_around_a_tag_do_not_matter() {
        assertThat(new IdTagId(" alice ")).isEqualTo(ALICE);
        assertThat(new IdTagId(" alice ")).hasToString("id-tag-alice");
    }
}
