package dev.csms.ocpp.v16;

import java.time.Duration;
import java.util.Map;

/**
 * How long a charge point has to answer (OCPP-J 1.6 §4.1.1 leaves it to us).
 *
 * @param usual    for every action that is not named
 * @param byAction for those that take longer, by the action's name
 */
public record CallTimeouts(Duration usual, Map<String, Duration> byAction) {

    public CallTimeouts {
        byAction = Map.copyOf(byAction);
    }

    Duration of(String action) {
        return byAction.getOrDefault(action, usual);
    }
}
