/** What went over the connections of charge points, word for word but for secrets. */
@NullMarked
package dev.csms.query.message;

import org.jspecify.annotations.NullMarked;
