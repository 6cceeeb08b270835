package dev.csms.domain;

/**
 * A command that puts on record what a charge point reported, by {@link FactLog#recordOnce}. Said again, it fails with
 * Axon's {@code AggregateStreamCreationException} and has no effect: trying it once more tells nothing new.
 */
public interface RecordedOnce {}
