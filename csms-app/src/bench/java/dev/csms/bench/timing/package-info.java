/** Whether the time that a refusal takes tells anything of what was wrong. */
@NullMarked
package dev.csms.bench.timing;

import org.jspecify.annotations.NullMarked;
