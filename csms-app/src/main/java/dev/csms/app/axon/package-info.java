/**
 * How Axon is put together: every component that matters is named here, since what Axon's own auto-configuration would
 * choose on this stack stores nothing and says nothing of it.
 */
@NullMarked
package dev.csms.app.axon;

import org.jspecify.annotations.NullMarked;
