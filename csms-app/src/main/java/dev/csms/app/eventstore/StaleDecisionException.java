package dev.csms.app.eventstore;

import org.axonframework.modelling.command.ConcurrencyException;

/** A command decided from a copy that another node had made out of date. Trying again decides from the truth. */
public class StaleDecisionException extends ConcurrencyException {

    StaleDecisionException(String message) {
        super(message);
    }
}
