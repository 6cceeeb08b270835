package dev.csms.app.eventstore;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Events of a small domain to test the store with. */
sealed interface TagEvent {

    record TagId(String value) {
        @Override
        public String toString() {
            return "tag-" + value;
        }
    }

    @Revision("1")
    record TagRegistered(TagId tag) implements TagEvent {}

    @Revision("1")
    record TagBlocked(TagId tag) implements TagEvent {}

    @Revision("2")
    record TagUsed(TagId tag, int times, @Nullable String place, Instant usedAt) implements TagEvent {
        boolean isOften() {
            return times > 10;
        }
    }

    /** Of no aggregate. */
    @Revision("1")
    record Noted(String text) implements TagEvent {}
}
