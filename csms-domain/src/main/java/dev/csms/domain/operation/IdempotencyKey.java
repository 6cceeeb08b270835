package dev.csms.domain.operation;

/**
 * How a caller says that a request is one that it has made before, and not a second one. Holds for one caller, one
 * charge point and one mutation.
 *
 * @param caller   as the record names who asks
 * @param mutation by which it is asked
 * @param key      chosen by the caller, 1 to 64 printable characters of ASCII
 * @param digest   of all that was asked; two requests with different ones are not the same
 */
public record IdempotencyKey(String caller, String mutation, String key, String digest) {

    public static final int MAX_LENGTH = 64;

    public IdempotencyKey {
        if (key.isEmpty() || key.length() > MAX_LENGTH || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "idempotencyKey must be 1 to " + MAX_LENGTH + " printable characters of ASCII without spaces");
        }
    }

    /** What it is unique within a charge point by. */
    String scope() {
        return mutation + " " + key + " " + caller;
    }
}
