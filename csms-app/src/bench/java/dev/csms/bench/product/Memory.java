package dev.csms.bench.product;

/**
 * Memory in use, in KiB.
 *
 * @param jvmResident          resident set of the product's JVM
 * @param postgresProportional PostgreSQL's processes, what they share counted once
 * @param jvmHeapAfterCollection what the JVM's heap holds after a full collection; 0 if none was asked for
 */
public record Memory(long jvmResident, long postgresProportional, long jvmHeapAfterCollection) {}
