package dev.csms.app.overload;

import java.time.Duration;

/**
 * By which overload is told, as they are at one moment.
 *
 * @param appendWait          of the command that has waited longest for its events to be stored
 * @param storeAway           for how long the event store has not answered, or has not stored events that were to be
 * @param heapAfterCollection how much of the heap was in use after it was last collected; 0 to 1
 */
record Signals(Duration appendWait, Duration storeAway, double heapAfterCollection) {}
