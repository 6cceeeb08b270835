/** The configuration of charge points: keys, values, what waits for a boot, and how all that came about. */
@NullMarked
package dev.csms.query.configuration;

import org.jspecify.annotations.NullMarked;
