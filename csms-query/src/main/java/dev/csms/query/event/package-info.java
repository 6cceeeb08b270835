/** The event store itself, as an auditor reads it. */
@NullMarked
package dev.csms.query.event;

import org.jspecify.annotations.NullMarked;
