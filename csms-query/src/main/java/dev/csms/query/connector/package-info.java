/** Connectors as they are now, and every status that was reported of them. */
@NullMarked
package dev.csms.query.connector;

import org.jspecify.annotations.NullMarked;
