package dev.csms.app.eventstore;

import java.util.Objects;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;

/**
 * Lets pass what was written by aggregates as they are now, by their {@link org.axonframework.serialization.Revision}. A
 * snapshot of an earlier version of the program may lack what its events tell, or mean something else by it; such an
 * aggregate is loaded from its events, and its next snapshot takes the place of the old one.
 */
public final class SnapshotsOfToday implements SnapshotFilter {

    private final AnnotationRevisionResolver revisions = new AnnotationRevisionResolver();

    @Override
    public boolean test(DomainEventData<?> snapshot) {
        SerializedType type = snapshot.getPayload().getType();
        try {
            Class<?> aggregate = Class.forName(type.getName());
            return Objects.equals(revisions.revisionOf(aggregate), type.getRevision());
        } catch (ClassNotFoundException e) {
            return false; // it has another name by now
        }
    }
}
