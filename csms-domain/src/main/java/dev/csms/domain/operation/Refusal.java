package dev.csms.domain.operation;

import java.util.List;

/**
 * Why an operation was not requested.
 *
 * @param problems each a sentence in an operator's words
 */
public record Refusal(Reason reason, List<String> problems) {

    public enum Reason {
        /** It was to be delivered now or never, and there is no connection. */
        CHARGE_POINT_OFFLINE,
        /** It is against the rules or against what is known of the charge point; it can be forced. */
        QUESTIONABLE,
        /** The same caller has asked for something else by the same key. */
        KEY_ALREADY_USED,
        /** So many wait already that one more is a mistake. */
        TOO_MANY_WAITING
    }
}
