package dev.csms.query.localauthlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagEvent.IdTagBlocked;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.idtag.IdTagSource;
import dev.csms.domain.localauthlist.ListRefusal;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListLimitsReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListSynchronized;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRefused;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRequested;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateUnknown;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListVersionReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListWanted;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.localauthlist.VersionVerdict;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.UpdateType;
import dev.csms.query.QuerySideTest;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.idtag.IdTagView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LocalAuthListProjectionTest extends QuerySideTest {

    private static final OperationId FIRST = new OperationId("o-1");
    private static final OperationId SECOND = new OperationId("o-2");

    private final ChargePointId chargePoint = chargePoint();

    @Autowired
    private LocalAuthListQueries queries;

    @Autowired
    private IdTagQueries idTags;

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
    }

    @Test
    void nothing_is_shown_of_a_list_that_was_never_heard_of() {
        assertThat(query("{ chargePoint(identity: \"%s\") { localAuthList { state } } }".formatted(chargePoint.value()))
                        .toString())
                .isEqualTo("{\"chargePoint\":{\"localAuthList\":null}}");
    }

    @Test
    void the_rule_is_shown_and_lists_with_one_are_kept() {
        LocalAuthListRule rule = new LocalAuthListRule(
                LocalAuthListRule.Kind.SELECTED, List.of(new IdTagId("A")), List.of(new IdTagId("FLEET")));
        happened(new LocalAuthListRuleChanged(chargePoint, rule));
        assertShown("state rule { kind idTags parentIdTags } wantedEntries installedVersion", """
            {"state":"UNCERTAIN","rule":{"kind":"SELECTED","idTags":["A"],"parentIdTags":["FLEET"]},\
            "wantedEntries":null,"installedVersion":null}\
            """);
        assertThat(queries.kept())
                .filteredOn(list -> list.chargePointIdentity().equals(chargePoint.value()))
                .extracting(LocalAuthListView::domainRule)
                .containsExactly(rule);

        happened(new LocalAuthListRuleChanged(chargePoint, LocalAuthListRule.NONE));
        assertThat(queries.kept()).noneMatch(list -> list.chargePointIdentity().equals(chargePoint.value()));
    }

    @Test
    void what_is_there_follows_the_answers_of_the_charge_point() {
        List<ListEntry> list = List.of(entry("B", null), entry("a", NOON));
        happened(new LocalAuthListWanted(chargePoint, list, 3, false, NOON));
        happened(new LocalAuthListUpdateRequested(chargePoint, FIRST, 1, UpdateType.FULL, list, NOON));
        assertShown("state wantedEntries omittedEntries installedEntries", """
            {"state":"UPDATING","wantedEntries":2,"omittedEntries":3,"installedEntries":0}\
            """);
        happened(new LocalAuthListUpdated(chargePoint, FIRST, 1, NOON));
        happened(new LocalAuthListSynchronized(chargePoint, 1, NOON));
        assertShown(
                "state installedVersion installedEntries lastSyncedAt entries { nodes { idTag status expiresAt"
                        + " parentIdTag } }",
                """
                {"state":"KNOWN","installedVersion":1,"installedEntries":2,"lastSyncedAt":"2026-03-01T12:00:00Z",\
                "entries":{"nodes":[{"idTag":"a","status":"ACCEPTED","expiresAt":"2026-03-01T12:00:00Z",\
                "parentIdTag":"FLEET"},{"idTag":"B","status":"ACCEPTED","expiresAt":null,"parentIdTag":"FLEET"}]}}\
                """);

        happened(new LocalAuthListUpdateRequested(
                chargePoint,
                SECOND,
                2,
                UpdateType.DIFFERENTIAL,
                List.of(new ListEntry("A", null), entry("C", null)),
                NOON));
        happened(new LocalAuthListUpdated(chargePoint, SECOND, 2, NOON));
        assertShown("installedVersion entries(first: 1) { nodes { idTag } pageInfo { hasNextPage } }", """
            {"installedVersion":2,"entries":{"nodes":[{"idTag":"B"}],"pageInfo":{"hasNextPage":true}}}\
            """);
    }

    @Test
    void what_went_wrong_is_shown() {
        happened(new LocalAuthListLimitsReported(chargePoint, 50, null, NOON));
        happened(new LocalAuthListUpdateRequested(chargePoint, FIRST, 1, UpdateType.FULL, List.of(), NOON));
        happened(new LocalAuthListUpdateRefused(chargePoint, FIRST, 1, UpdateType.FULL, ListRefusal.FAILED, NOON));
        assertShown("state lastRefusal maxEntries maxEntriesPerMessage", """
            {"state":"UNCERTAIN","lastRefusal":"FAILED","maxEntries":50,"maxEntriesPerMessage":null}\
            """);
        happened(new LocalAuthListUpdateRequested(
                chargePoint, SECOND, 2, UpdateType.FULL, List.of(entry("A", null)), NOON));
        happened(new LocalAuthListUpdateUnknown(chargePoint, SECOND, 2, NOON));
        assertShown("state installedEntries", "{\"state\":\"UNCERTAIN\",\"installedEntries\":0}");
        happened(new LocalAuthListVersionReported(chargePoint, FIRST, 2, VersionVerdict.AS_EXPECTED, NOON));
        assertShown("state installedEntries installedVersion", """
            {"state":"KNOWN","installedEntries":1,"installedVersion":2}\
            """);
        happened(new LocalAuthListVersionReported(chargePoint, FIRST, -1, VersionVerdict.NOT_SUPPORTED, NOON));
        assertShown("state", "{\"state\":\"NOT_SUPPORTED\"}");
    }

    @Test
    void the_tags_for_a_list_are_those_that_may_charge() {
        String group = "Group-" + number();
        IdTagId fine = tag(group, null);
        IdTagId expired = tag(group, NOON);
        IdTagId blocked = tag(group, null);
        IdTagId single = tag("other", NOON.plusSeconds(1));
        IdTagQueries.Fingerprint before = idTags.fingerprint(NOON.minusSeconds(1));
        happened(new IdTagBlocked(blocked, null));
        assertThat(idTags.fingerprint(NOON.minusSeconds(1))).isNotEqualTo(before);
        assertThat(idTags.fingerprint(NOON)).isNotEqualTo(idTags.fingerprint(NOON.minusSeconds(1)));

        assertThat(idTags.admitted(
                        List.of(single, new IdTagId("nobody")),
                        List.of(new IdTagId(group.toUpperCase(Locale.ROOT))),
                        NOON))
                .extracting(IdTagView::idTag)
                .containsExactly(fine.value(), single.value());
        assertThat(idTags.admitted(NOON))
                .extracting(IdTagView::idTag)
                .contains(fine.value(), single.value())
                .doesNotContain(expired.value(), blocked.value());
    }

    private IdTagId tag(String group, @Nullable Instant expiresAt) {
        IdTagId tag = new IdTagId("List-" + number());
        happened(new IdTagRegistered(tag, IdTagSource.OPERATOR, new IdTagId(group), expiresAt, 1));
        return tag;
    }

    private static ListEntry entry(String idTag, @Nullable Instant expiresAt) {
        return new ListEntry(idTag, new IdTagInfo(AuthorizationStatus.ACCEPTED, expiresAt, new IdTagId("FLEET")));
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ chargePoint(identity: \"%s\") { localAuthList { %s } } }"
                                .formatted(chargePoint.value(), fields))
                        .get("chargePoint")
                        .get("localAuthList")
                        .toString())
                .isEqualTo(expected);
    }
}
