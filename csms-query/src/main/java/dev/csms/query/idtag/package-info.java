/** idTags: what has been decided about them. */
@NullMarked
package dev.csms.query.idtag;

import org.jspecify.annotations.NullMarked;
