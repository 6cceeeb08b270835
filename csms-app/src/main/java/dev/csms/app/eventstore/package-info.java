/**
 * The event store on PostgreSQL: one append at a time, many events per append (docs/adr/0001), and aggregates cached in
 * such a way that a stale copy never decides (docs/adr/0002).
 *
 * <p>The way of an append: {@link dev.csms.app.eventstore.PostgresEventStorageEngine} turns the events of one command
 * into rows, {@link dev.csms.app.eventstore.Appender} writes the rows of all commands that wait with one call of the SQL
 * function {@code append_events}, and {@link dev.csms.app.eventstore.EventTail} wakes those who read the log. Loading:
 * {@link dev.csms.app.eventstore.CoherentRepository}.
 */
@NullMarked
package dev.csms.app.eventstore;

import org.jspecify.annotations.NullMarked;
