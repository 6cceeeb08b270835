/** Local authorization lists of charge points: what belongs on them, and what is known to be there. */
@NullMarked
package dev.csms.query.localauthlist;

import org.jspecify.annotations.NullMarked;
