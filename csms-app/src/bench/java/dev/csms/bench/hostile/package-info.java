/** Whether those who go about their work notice anything of those who want to stop them. */
@NullMarked
package dev.csms.bench.hostile;

import org.jspecify.annotations.NullMarked;
