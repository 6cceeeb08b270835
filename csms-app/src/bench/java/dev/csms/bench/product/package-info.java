/**
 * The product as a child process: {@link Product} starts and stops it, {@link Operator} tells it what to know,
 * {@link LagWatch}, {@link CpuTime} and {@link Memory} watch it from outside.
 */
@NullMarked
package dev.csms.bench.product;

import org.jspecify.annotations.NullMarked;
