/** People who use the system, and their tokens, as administrators see them. */
@NullMarked
package dev.csms.query.person;

import org.jspecify.annotations.NullMarked;
