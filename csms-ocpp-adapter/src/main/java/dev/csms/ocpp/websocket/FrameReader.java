package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one client apart into messages (RFC 6455 §5), and puts fragmented ones together.
 *
 * <p>It holds memory only for bytes that have come, whatever length a frame promises.
 */
final class FrameReader {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int MAX_CONTROL_BYTES = 125;
    private static final int FIRST_CAPACITY = 1024;
    private static final byte[] NOTHING = {};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** What comes out. */
    interface Output {

        /** @param message valid UTF-8 */
        void text(byte[] message);

        void ping(byte[] data);

        void pong();

        /** @param code {@link CloseCode#NONE} if there was none */
        void closed(int code, String reason);
    }

    private final int maxMessageBytes;
    private final int maxFragments;
    private final boolean compression;
    private final Output output;

    private boolean inMessage;
    private boolean compressed;
    private int fragments;
    private byte[] message = NOTHING;
    private int messageLength;
    private long messageStartNanos;

    private boolean inFrame;
    private boolean lastFrame;
    private int frameRest;
    private int mask;

    FrameReader(int maxMessageBytes, int maxFragments, boolean compression, Output output) {
        this.maxMessageBytes = maxMessageBytes;
        this.maxFragments = maxFragments;
        this.compression = compression;
        this.output = output;
    }

    /** Reads one frame, or what there is of it. False if it takes more bytes to go on. */
    boolean next(ByteBuf in) throws Violation {
        return inFrame ? readPayload(in) : readFrame(in);
    }

    /** Since when a message has been under way, by {@link System#nanoTime}; null if there is none. */
    @Nullable
    Long messageStartNanos() {
        return inMessage || inFrame ? messageStartNanos : null;
    }

    /** While nothing was read, the message could not go on. */
    void forgive(long nanos) {
        messageStartNanos += nanos;
    }

    private boolean readFrame(ByteBuf in) throws Violation {
        int start = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        int opcode = first & 0x0f;
        boolean fin = (first & 0x80) != 0;
        check(first, second, opcode, fin);

        int shortLength = second & 0x7f;
        int headerBytes = 2 + 4 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0);
        if (available < headerBytes) {
            return false;
        }
        long length = switch (shortLength) {
            case 126 -> in.getUnsignedShort(start + 2);
            case 127 -> in.getLong(start + 2);
            default -> shortLength;
        };
        if (length < 0) {
            throw new Violation(CloseCode.PROTOCOL_ERROR, "a frame length with the top bit set");
        }
        if (opcode >= CLOSE) {
            if (available < headerBytes + length) {
                return false;
            }
            mask = in.getInt(start + headerBytes - 4);
            in.skipBytes(headerBytes);
            byte[] data = new byte[(int) length];
            readMasked(in, data, 0, data.length);
            control(opcode, data);
            return true;
        }
        if (messageLength + length > maxMessageBytes) {
            throw new Violation(CloseCode.TOO_BIG, "longer than " + maxMessageBytes + " bytes");
        }
        mask = in.getInt(start + headerBytes - 4);
        in.skipBytes(headerBytes);
        beginFrame(opcode, fin, (int) length, (first & 0x40) != 0);
        readPayload(in);
        return true;
    }

    private void check(int first, int second, int opcode, boolean fin) throws Violation {
        boolean compressedFrame = (first & 0x40) != 0;
        if ((first & 0x30) != 0 || compressedFrame && !(compression && (opcode == TEXT || opcode == BINARY))) {
            throw new Violation(CloseCode.PROTOCOL_ERROR, "reserved bits set");
        }
        if ((second & 0x80) == 0) {
            throw new Violation(CloseCode.PROTOCOL_ERROR, "a frame that is not masked");
        }
        switch (opcode) {
            case CONTINUATION -> {
                if (!inMessage) {
                    throw new Violation(CloseCode.PROTOCOL_ERROR, "a continuation of nothing");
                }
            }
            case TEXT, BINARY -> {
                if (inMessage) {
                    throw new Violation(CloseCode.PROTOCOL_ERROR, "a message inside a message");
                }
                if (opcode == BINARY) {
                    throw new Violation(CloseCode.UNSUPPORTED_DATA, "OCPP-J messages are text");
                }
            }
            case CLOSE, PING, PONG -> {
                if (!fin || (second & 0x7f) > MAX_CONTROL_BYTES) {
                    throw new Violation(CloseCode.PROTOCOL_ERROR, "a control frame that is fragmented or too long");
                }
            }
            default -> throw new Violation(CloseCode.PROTOCOL_ERROR, "reserved opcode " + opcode);
        }
    }

    private void beginFrame(int opcode, boolean fin, int length, boolean compressedFrame) throws Violation {
        if (opcode == TEXT) {
            inMessage = true;
            compressed = compressedFrame;
            fragments = 0;
            messageStartNanos = System.nanoTime();
        }
        fragments++;
        if (fragments > maxFragments) {
            throw new Violation(CloseCode.POLICY, "a message of more than " + maxFragments + " frames");
        }
        inFrame = true;
        lastFrame = fin;
        frameRest = length;
    }

    private boolean readPayload(ByteBuf in) throws Violation {
        int bytes = Math.min(frameRest, in.readableBytes());
        if (bytes > 0) {
            makeRoomFor(bytes);
            readMasked(in, message, messageLength, bytes);
            messageLength += bytes;
            frameRest -= bytes;
        }
        if (frameRest > 0) {
            return false;
        }
        inFrame = false;
        if (lastFrame) {
            endMessage();
        }
        return true;
    }

    private void makeRoomFor(int bytes) {
        int needed = messageLength + bytes;
        if (needed > message.length) {
            boolean complete = lastFrame && bytes == frameRest;
            int capacity = complete ? needed : Math.max(needed, Math.max(FIRST_CAPACITY, 2 * message.length));
            message = Arrays.copyOf(message, capacity);
        }
    }

    private void endMessage() throws Violation {
        byte[] text = message;
        if (compressed) {
            text = Inflation.inflate(message, messageLength, maxMessageBytes);
        } else if (messageLength < message.length) {
            text = Arrays.copyOf(message, messageLength);
        }
        inMessage = false;
        message = NOTHING;
        messageLength = 0;
        if (!Utf8.isValid(text, text.length)) {
            throw new Violation(CloseCode.INVALID_TEXT, "not UTF-8");
        }
        output.text(text);
    }

    private void control(int opcode, byte[] data) throws Violation {
        switch (opcode) {
            case PING -> output.ping(data);
            case PONG -> output.pong();
            default -> close(data);
        }
    }

    private void close(byte[] data) throws Violation {
        if (data.length == 0) {
            output.closed(CloseCode.NONE, "");
            return;
        }
        int code = data.length == 1 ? 0 : (data[0] & 0xff) << 8 | data[1] & 0xff;
        if (!CloseCode.maySend(code)) {
            throw new Violation(CloseCode.PROTOCOL_ERROR, "an invalid close code");
        }
        byte[] reason = Arrays.copyOfRange(data, 2, data.length);
        if (!Utf8.isValid(reason, reason.length)) {
            throw new Violation(CloseCode.INVALID_TEXT, "not UTF-8");
        }
        output.closed(code, new String(reason, UTF_8));
    }

    /** Leaves the mask turned to where the next byte of the frame needs it. */
    private void readMasked(ByteBuf in, byte[] into, int from, int length) {
        in.readBytes(into, from, length);
        long wide = (long) mask << 32 | mask & 0xffffffffL;
        int end = from + length;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            LONG.set(into, at, (long) LONG.get(into, at) ^ wide);
        }
        for (int turned = mask; at < end; at++) {
            into[at] ^= (byte) (turned >>> 24);
            turned = Integer.rotateLeft(turned, 8);
        }
        mask = Integer.rotateLeft(mask, 8 * (length % 4));
    }
}
