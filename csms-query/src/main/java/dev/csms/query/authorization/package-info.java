/** What charge points asked about idTags, and what they were told. */
@NullMarked
package dev.csms.query.authorization;

import org.jspecify.annotations.NullMarked;
