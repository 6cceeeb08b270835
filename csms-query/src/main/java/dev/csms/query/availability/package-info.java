/** Whether connectors are to serve, beside whether they report that they do. */
@NullMarked
package dev.csms.query.availability;

import org.jspecify.annotations.NullMarked;
