package dev.csms.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.projection.Change.AnythingChanged;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.Change.SecurityEventRecorded;
import dev.csms.query.projection.Change.TransactionChanged;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeMessagesTest {

    @Test
    void what_is_written_is_read_whatever_an_identity_looks_like() {
        List<Change> changes = List.of(
                new ChargePointChanged("rdam 123 / \u00fc"),
                new TransactionChanged(17, "a b c"),
                new SecurityEventRecorded(4_000_000_000L),
                new AnythingChanged());
        assertThat(ChangeMessages.write(changes)).hasSize(1);
        assertThat(ChangeMessages.read(ChangeMessages.write(changes).getFirst()))
                .isEqualTo(changes);
    }

    @Test
    void many_changes_are_several_messages_none_too_long_for_the_database() {
        List<Change> changes = IntStream.range(0, 2_000)
                .<Change>mapToObj(i -> new ChargePointChanged("l\u00e4ngliche-identit\u00e4t-" + i))
                .toList();
        List<String> messages = ChangeMessages.write(changes);

        assertThat(messages).allMatch(it -> it.getBytes(StandardCharsets.UTF_8).length < 8_000);
        assertThat(messages.stream()
                        .flatMap(it -> ChangeMessages.read(it).stream())
                        .toList())
                .isEqualTo(changes);
    }

    @Test
    void what_another_version_says_is_passed_over() {
        assertThat(ChangeMessages.read("x something new\nc cp-1\n")).containsExactly(new ChargePointChanged("cp-1"));
    }
}
