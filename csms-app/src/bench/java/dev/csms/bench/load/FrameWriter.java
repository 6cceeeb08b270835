package dev.csms.bench.load;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;

/** Builds one masked frame of a client (RFC 6455 §5.2) after the other, always in the same memory. */
final class FrameWriter {

    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PONG = 0xA;

    /** Two bytes of flags and length, two of extended length, four of masking key. */
    private static final int LONGEST_HEAD = 8;

    private static final int SHORT_LENGTHS = 126;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private final byte[] bytes = new byte[LONGEST_HEAD + 0xFFFF + Long.BYTES];
    private final byte[] digits = new byte[20];
    private final SplittableRandom maskingKeys = new SplittableRandom();
    private int end;

    FrameWriter begin() {
        end = LONGEST_HEAD;
        return this;
    }

    FrameWriter text(byte[] ascii) {
        System.arraycopy(ascii, 0, bytes, end, ascii.length);
        end += ascii.length;
        return this;
    }

    FrameWriter text(byte[] source, int from, int to) {
        System.arraycopy(source, from, bytes, end, to - from);
        end += to - from;
        return this;
    }

    FrameWriter number(long notNegative) {
        int at = digits.length;
        long rest = notNegative;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return text(digits, at, digits.length);
    }

    FrameWriter number(long notNegative, int width) {
        long rest = notNegative;
        for (int at = end + width; at > end; rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        end += width;
        return this;
    }

    ByteBuf frame(int opcode, ByteBufAllocator allocator) {
        int length = end - LONGEST_HEAD;
        int key = maskingKeys.nextInt();
        int start;
        if (length < SHORT_LENGTHS) {
            start = 2;
            bytes[start + 1] = (byte) (0x80 | length);
        } else {
            start = 0;
            bytes[start + 1] = (byte) (0x80 | SHORT_LENGTHS);
            bytes[start + 2] = (byte) (length >> 8);
            bytes[start + 3] = (byte) length;
        }
        bytes[start] = (byte) (0x80 | opcode);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[LONGEST_HEAD - Integer.BYTES + i] = (byte) (key >> (24 - 8 * i));
        }
        mask(key);
        return allocator.directBuffer(end - start).writeBytes(bytes, start, end - start);
    }

    /** May run over the end by up to seven bytes, which nobody reads. */
    private void mask(int key) {
        long twice = ((long) key << Integer.SIZE) | (key & 0xFFFF_FFFFL);
        for (int at = LONGEST_HEAD; at < end; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
    }
}
