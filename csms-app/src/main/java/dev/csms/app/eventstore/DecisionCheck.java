package dev.csms.app.eventstore;

/** Asks the log whether what a command decided from is still true. */
interface DecisionCheck {

    /** @throws StaleDecisionException if another node has changed one of the aggregates that were looked at */
    void verify(Consultation consultation);
}
