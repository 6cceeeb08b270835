/** Chooses the idTags for local authorization lists, and lets the lists follow when idTags change. */
@NullMarked
package dev.csms.app.localauthlist;

import org.jspecify.annotations.NullMarked;
