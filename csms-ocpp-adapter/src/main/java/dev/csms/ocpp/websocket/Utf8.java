package dev.csms.ocpp.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What RFC 3629 lets be UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    static boolean isValid(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (at + 8 <= length && ((long) LONG.get(bytes, at) & NOT_ASCII) == 0) {
                at += 8;
                continue;
            }
            int next = bytes[at] >= 0 ? at + 1 : afterSequence(bytes, at, length);
            if (next < 0) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** Where the sequence that begins at {@code at} ends; negative if it is none. */
    private static int afterSequence(byte[] bytes, int at, int length) {
        int lead = bytes[at] & 0xff;
        int following = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || at + following >= length) {
            return -1;
        }
        int second = bytes[at + 1] & 0xff;
        int least = switch (lead) {
            case 0xe0 -> 0xa0;
            case 0xf0 -> 0x90;
            default -> 0x80;
        };
        int most = switch (lead) {
            case 0xed -> 0x9f;
            case 0xf4 -> 0x8f;
            default -> 0xbf;
        };
        if (second < least || second > most) {
            return -1;
        }
        for (int i = 2; i <= following; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return -1;
            }
        }
        return at + following + 1;
    }
}
