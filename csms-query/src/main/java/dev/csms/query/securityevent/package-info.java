/** What concerns security, theirs and ours, in one stream. */
@NullMarked
package dev.csms.query.securityevent;

import org.jspecify.annotations.NullMarked;
