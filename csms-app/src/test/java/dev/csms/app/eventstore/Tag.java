package dev.csms.app.eventstore;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.app.eventstore.TagEvent.Noted;
import dev.csms.app.eventstore.TagEvent.TagBlocked;
import dev.csms.app.eventstore.TagEvent.TagId;
import dev.csms.app.eventstore.TagEvent.TagRegistered;
import dev.csms.app.eventstore.TagEvent.TagUsed;
import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

@AggregateRoot(type = "Tag")
@Revision("2")
class Tag {

    @AggregateIdentifier
    private @Nullable TagId id;

    private boolean blocked;
    private int times;

    Tag() {}

    Tag(TagId id) {
        apply(new TagRegistered(id));
    }

    void block() {
        if (!blocked) {
            apply(new TagBlocked(id()));
        }
    }

    /** @return whether it may be used; if not, nothing has happened */
    boolean use(@Nullable String place) {
        if (blocked) {
            return false;
        }
        apply(new TagUsed(id(), times + 1, place, Instant.parse("2026-11-24T12:00:00.123456Z")));
        return true;
    }

    boolean isBlocked() {
        return blocked;
    }

    int times() {
        return times;
    }

    private TagId id() {
        return java.util.Objects.requireNonNull(id);
    }

    @EventSourcingHandler
    void on(TagEvent event) {
        switch (event) {
            case TagRegistered registered -> id = registered.tag();
            case TagBlocked _ -> blocked = true;
            case TagUsed used -> times = used.times();
            case Noted _ -> throw new IllegalStateException("no event of a tag");
        }
    }
}
