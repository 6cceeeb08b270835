/** What charge points said that cannot be right: answered, kept, never applied blindly. */
@NullMarked
package dev.csms.domain.anomaly;

import org.jspecify.annotations.NullMarked;
