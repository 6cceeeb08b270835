/** Events in, answers out: over a real PostgreSQL, real event processors and real HTTP. */
@NullMarked
package dev.csms.query;

import org.jspecify.annotations.NullMarked;
