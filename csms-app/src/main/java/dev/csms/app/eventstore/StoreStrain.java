package dev.csms.app.eventstore;

import java.time.Duration;

/** How hard it is to store events. */
public interface StoreStrain {

    /** Of the command that has waited longest for its events to be stored. */
    Duration longestWait();

    /** For how long the store has not answered, or has not stored events that were to be. */
    Duration away();
}
