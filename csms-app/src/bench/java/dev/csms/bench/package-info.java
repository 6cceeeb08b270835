/**
 * The benchmark: the packaged product, started as anybody starts it, under the load of simulated charge points.
 *
 * <p>{@link Benchmark} is the program. {@link Row} lists what it can measure, one line of the table each,
 * {@link Course} runs them, and {@link Report} writes them down. Package {@code load} plays the charge points, package
 * {@code product} starts and watches the product.
 */
@NullMarked
package dev.csms.bench;

import org.jspecify.annotations.NullMarked;
