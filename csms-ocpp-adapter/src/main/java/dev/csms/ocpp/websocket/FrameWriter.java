package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one WebSocket (RFC 6455 §5), on its event loop. What other threads have to write they hand over,
 * and it comes in the order in which it was handed over.
 */
final class FrameWriter {

    static final int TEXT = 0x81;
    static final int PING = 0x89;
    static final int PONG = 0x8a;
    static final byte[] NOTHING = {};

    /** Bytes that may wait for the peer to take them. */
    static final int MAX_WAITING_BYTES = 256 << 10;

    /** Of the reason of a Close. */
    static final int MAX_REASON_BYTES = 123;

    private static final int CLOSE = 0x88;
    private static final int MAX_WAITING_FRAMES = 64;
    private static final int FLUSH_AFTER_FRAMES = MAX_WAITING_FRAMES / 2;
    private static final int MAX_HEADER_BYTES = 10;

    /** For a peer to take anything at all of what waits for it. */
    private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final AtomicIntegerFieldUpdater<FrameWriter> HANDED_OVER =
            AtomicIntegerFieldUpdater.newUpdater(FrameWriter.class, "handedOver");

    private final Channel channel;
    private int unflushed;

    /** What other threads have given the event loop to write, and is not written yet. */
    private volatile int handedOver;

    private @Nullable Object firstWaiting;
    private int firstWaitingBytes;
    private long waitingNanos;

    private boolean closed;
    private long closedNanos;

    FrameWriter(Channel channel) {
        this.channel = channel;
    }

    /** Also the event loop has to stand in line when others have handed over something before. */
    boolean mayWrite() {
        return channel.eventLoop().inEventLoop() && handedOver == 0;
    }

    void handOver(Runnable writing) {
        HANDED_OVER.incrementAndGet(this);
        channel.eventLoop().execute(() -> {
            HANDED_OVER.decrementAndGet(this);
            writing.run();
        });
    }

    /**
     * Nothing after a Close.
     *
     * @param firstByte FIN and opcode
     * @return whether so many frames wait that they are to be flushed now
     */
    boolean write(int firstByte, byte[] payload) {
        if (closed || !channel.isActive()) {
            return false;
        }
        ByteBuf frame =
                channel.alloc().ioBuffer(payload.length + MAX_HEADER_BYTES).writeByte(firstByte);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        channel.write(frame.writeBytes(payload), channel.voidPromise());
        unflushed++;
        return unflushed >= FLUSH_AFTER_FRAMES;
    }

    /** @param code {@link CloseCode#NONE} for a Close without one, as the peer's was */
    void writeClose(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        if (code == CloseCode.NONE || text.length > MAX_REASON_BYTES) {
            text = NOTHING;
        }
        byte[] payload = code == CloseCode.NONE ? NOTHING : new byte[2 + text.length];
        if (payload.length > 0) {
            payload[0] = (byte) (code >> 8);
            payload[1] = (byte) code;
            System.arraycopy(text, 0, payload, 2, text.length);
        }
        write(CLOSE, payload);
        closed = true;
        closedNanos = System.nanoTime();
    }

    /** Whether a Close was written. */
    boolean isClosed() {
        return closed;
    }

    /** For how long. */
    long nanosSinceClose(long now) {
        return now - closedNanos;
    }

    boolean hasUnflushed() {
        return unflushed > 0;
    }

    void flush() {
        unflushed = 0;
        channel.flush();
    }

    /** Whether more waits for the peer to take it than may. */
    boolean isBehind() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null
                && (waiting.size() > MAX_WAITING_FRAMES || waiting.totalPendingWriteBytes() > MAX_WAITING_BYTES);
    }

    /** When the peer has taken all that waits at this moment. */
    ChannelFuture whenTaken() {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Whether something waits of which the peer has taken nothing for too long. To be asked again and again. */
    boolean takesNothing(long now) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        Object first = waiting == null ? null : waiting.current();
        int bytes = first instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        if (first == null || first != firstWaiting || bytes != firstWaitingBytes) {
            firstWaiting = first;
            firstWaitingBytes = bytes;
            waitingNanos = now;
        }
        return now - waitingNanos > TAKE_NANOS;
    }
}
