package dev.csms.ocpp.websocket;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Messages of permessage-deflate (RFC 7692), each compressed for itself: without context takeover there is nothing to
 * keep for a connection, and a lost context cannot spoil all that follows.
 */
final class Inflation {

    /** What a compressed message ends with and is sent without (RFC 7692 §7.2.2). */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private Inflation() {}

    static byte[] inflate(byte[] message, int length, int maxBytes) throws Violation {
        try (Inflater inflater = new Inflater(true)) {
            byte[] inflated = new byte[Math.min(maxBytes, Math.max(256, 4 * length)) + 1];
            inflater.setInput(message, 0, length);
            int size = 0;
            boolean tail = false;
            while (true) {
                int more = inflater.inflate(inflated, size, inflated.length - size);
                size += more;
                if (size > maxBytes) {
                    throw new Violation(CloseCode.TOO_BIG, "longer than " + maxBytes + " bytes, inflated");
                } else if (size == inflated.length) {
                    inflated = Arrays.copyOf(inflated, Math.min(maxBytes + 1, 2 * inflated.length));
                } else if (more == 0 && tail || inflater.finished()) {
                    return Arrays.copyOf(inflated, size);
                } else if (inflater.needsInput() && !tail) {
                    inflater.setInput(TAIL);
                    tail = true;
                } else if (inflater.needsDictionary()) {
                    throw new Violation(CloseCode.PROTOCOL_ERROR, "not compressed by the rules");
                }
            }
        } catch (DataFormatException e) {
            throw new Violation(CloseCode.PROTOCOL_ERROR, "not compressed by the rules");
        }
    }
}
