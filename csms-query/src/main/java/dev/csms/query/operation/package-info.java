/** What has been asked of charge points, and what came of it. */
@NullMarked
package dev.csms.query.operation;

import org.jspecify.annotations.NullMarked;
