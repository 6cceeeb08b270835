package dev.csms.ocpp.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON object in UTF-8: a part of the message that it came in, not copied, not yet read.
 *
 * <p>Nobody changes the array.
 */
public final class Payload {

    public static final Payload EMPTY = of(new byte[] {'{', '}'});

    private final byte[] array;
    private final int offset;
    private final int length;

    Payload(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Payload of(byte[] json) {
        return new Payload(json, 0, json.length);
    }

    /** Holds the payload from {@link #offset} on. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
