/**
 * What this node leaves undone while it has too much to do, so that charge points that are connected are served.
 *
 * <p>{@link dev.csms.app.overload.Overload} decides; {@link dev.csms.app.overload.OverloadWatch} looks, and tells those
 * who leave things undone.
 */
@NullMarked
package dev.csms.app.overload;

import org.jspecify.annotations.NullMarked;
