package dev.csms.query.projection;

import java.time.Instant;
import java.util.Optional;

/** The event log as one has to know it who says how far the projections have read it. */
public interface TrackedLog {

    /** What is said for the position of who has read nothing: one less than that of the first event. */
    long beginning();

    /** Position of the last event; {@link #beginning} if there is none. */
    long head();

    /** When the first event behind a position was recorded; empty if there is none. */
    Optional<Instant> recordedAfter(long position);

    /** Whether the events are in the database, in the table {@code domain_event}. */
    boolean isInDatabase();
}
