/** What TLS costs: handshakes, and charge points that all come back at once. */
@NullMarked
package dev.csms.bench.tls;

import org.jspecify.annotations.NullMarked;
