/** What this node asks charge points by itself. */
@NullMarked
package dev.csms.app.housekeeping;

import org.jspecify.annotations.NullMarked;
