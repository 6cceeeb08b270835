/**
 * An Axon Server in memory, for tests: it speaks the protocol of the real one to the connector, as far as this program
 * uses it. {@link dev.csms.app.axon.server.InMemoryAxonServer} is what tests start, break and look into.
 */
@NullMarked
package dev.csms.app.axon.server;

import org.jspecify.annotations.NullMarked;
