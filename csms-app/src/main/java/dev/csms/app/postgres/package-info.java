/**
 * A real PostgreSQL server that the application brings along, so that the first run needs no database: its programs
 * are unpacked, its data kept, and it is started and stopped with the application.
 *
 * <p>{@link dev.csms.app.postgres.EmbeddedPostgres} is all that others need.
 */
@NullMarked
package dev.csms.app.postgres;

import org.jspecify.annotations.NullMarked;
