package dev.csms.ocpp.rpc;

import java.util.UUID;

/**
 * The id that ties an answer to its call. A party chooses the ids of its own calls.
 *
 * @param json as in the frame: a JSON string with its quotes, or a number, which OCPP-J does not allow but is echoed
 * @param value what it says
 */
public record MessageId(String json, String value) {

    /** The limit of OCPP-J 1.6 §4.1.4; longer ids are echoed like others. */
    public static final int MAX_LENGTH = 36;

    private static final int MAX_SHOWN = 100;

    /** @param value only characters that stand for themselves in JSON */
    static MessageId of(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\')) {
            throw new IllegalArgumentException("not an id to make a call with: " + value);
        }
        return new MessageId('"' + value + '"', value);
    }

    static MessageId random() {
        return of(UUID.randomUUID().toString());
    }

    /** Fit for logs and records: a charge point can put anything of any length into its ids. */
    @Override
    public String toString() {
        return Printable.text(value, MAX_SHOWN);
    }
}
