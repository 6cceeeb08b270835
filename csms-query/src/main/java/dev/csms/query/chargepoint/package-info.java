/** Charge points as they are now, their boots and their vendors' messages. */
@NullMarked
package dev.csms.query.chargepoint;

import org.jspecify.annotations.NullMarked;
