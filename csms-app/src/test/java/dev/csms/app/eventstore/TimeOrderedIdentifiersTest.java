package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.Test;

class TimeOrderedIdentifiersTest {

    @Test
    void axon_uses_them() {
        assertThat(IdentifierFactory.getInstance()).isInstanceOf(TimeOrderedIdentifiers.class);
    }

    @Test
    void each_is_after_the_one_before() {
        TimeOrderedIdentifiers identifiers = new TimeOrderedIdentifiers();
        List<String> generated =
                Stream.generate(identifiers::generateIdentifier).limit(10_000).toList();

        assertThat(generated).isSorted().doesNotHaveDuplicates();
        UUID first = UUID.fromString(generated.getFirst());
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
    }
}
