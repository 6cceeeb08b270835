/** Sessions beyond one node and one run: superseded or decided about elsewhere, or left open by a run that was killed. */
@NullMarked
package dev.csms.app.session;

import org.jspecify.annotations.NullMarked;
