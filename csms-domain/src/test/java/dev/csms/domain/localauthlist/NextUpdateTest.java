package dev.csms.domain.localauthlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextUpdateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void what_is_not_known_is_replaced_by_a_full_list() {
        assertThat(NextUpdate.of(null, list("A", "B"), 6, 10))
                .contains(new ListUpdate(7, UpdateType.FULL, List.of(entry("A"), entry("B"))));
        assertThat(NextUpdate.of(null, list(), 0, 10)).contains(new ListUpdate(1, UpdateType.FULL, List.of()));
    }

    @Test
    void a_list_that_is_too_long_for_a_message_begins_full_and_goes_on_with_differences() {
        assertThat(NextUpdate.of(null, list("A", "B", "C"), 0, 2))
                .contains(new ListUpdate(1, UpdateType.FULL, List.of(entry("A"), entry("B"))));
        assertThat(NextUpdate.of(list("A", "B"), list("A", "B", "C"), 1, 2))
                .contains(new ListUpdate(2, UpdateType.DIFFERENTIAL, List.of(entry("C"))));
        assertThat(NextUpdate.of(list("A", "B", "C"), list("A", "B", "C"), 2, 2))
                .isEmpty();
    }

    @Test
    void an_empty_list_begins_full() {
        assertThat(NextUpdate.of(list(), list("A"), 0, 10))
                .contains(new ListUpdate(1, UpdateType.FULL, List.of(entry("A"))));
        assertThat(NextUpdate.of(list(), list(), 0, 10)).isEmpty();
    }

    @Test
    void what_goes_goes_first() {
        assertThat(NextUpdate.of(list("A", "B", "C", "D"), list("B", "C", "D", "E"), 4, 10))
                .contains(new ListUpdate(5, UpdateType.DIFFERENTIAL, List.of(new ListEntry("A", null), entry("E"))));
    }

    @Test
    void a_tag_is_the_same_in_any_case_but_what_is_said_of_it_may_change() {
        ListEntry expiring = new ListEntry("a", new IdTagInfo(AuthorizationStatus.ACCEPTED, NOON, null));
        assertThat(NextUpdate.of(list("A", "B"), ListContent.of(List.of(expiring, entry("B"))), 4, 10))
                .contains(new ListUpdate(5, UpdateType.DIFFERENTIAL, List.of(expiring)));
    }

    @Test
    void a_full_list_is_sent_where_it_is_the_shorter_message() {
        assertThat(NextUpdate.of(list("A", "B", "C", "D"), list("E"), 4, 10))
                .contains(new ListUpdate(5, UpdateType.FULL, List.of(entry("E"))));
        assertThat(NextUpdate.of(list("A", "B"), list(), 4, 10))
                .contains(new ListUpdate(5, UpdateType.FULL, List.of()));
    }

    @Test
    void when_no_greater_version_is_left_numbers_begin_anew_with_a_full_list() {
        assertThat(NextUpdate.of(list("A", "B", "C"), list("A", "B"), Integer.MAX_VALUE, 10))
                .contains(new ListUpdate(1, UpdateType.FULL, List.of(entry("A"), entry("B"))));
    }

    @Test
    void a_version_is_never_0_or_less() {
        assertThat(NextUpdate.after(-1)).isEqualTo(1);
        assertThat(NextUpdate.after(0)).isEqualTo(1);
    }

    private static ListContent list(String... idTags) {
        return ListContent.of(Arrays.stream(idTags).map(NextUpdateTest::entry).toList());
    }

    private static ListEntry entry(String idTag) {
        return new ListEntry(idTag, new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null));
    }
}
