/** Diagnostics: what has become of each upload, and the files that were left with us. */
@NullMarked
package dev.csms.query.diagnostics;

import org.jspecify.annotations.NullMarked;
