/** Which charging profiles charge points have, what they make of them, and what they say that they do. */
@NullMarked
package dev.csms.query.chargingprofile;

import org.jspecify.annotations.NullMarked;
