/** What charge points said that cannot be right, and what had to be mended in how they said it. */
@NullMarked
package dev.csms.query.anomaly;

import org.jspecify.annotations.NullMarked;
