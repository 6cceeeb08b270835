/** Sessions: the WebSocket connections of charge points, open and ended. */
@NullMarked
package dev.csms.query.session;

import org.jspecify.annotations.NullMarked;
