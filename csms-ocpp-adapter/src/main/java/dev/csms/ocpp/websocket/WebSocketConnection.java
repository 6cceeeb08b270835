package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.ocpp.rpc.Connection;
import dev.csms.ocpp.rpc.ConnectionMetrics;
import dev.csms.ocpp.rpc.ConnectionMetrics.Pause;
import dev.csms.ocpp.rpc.Printable;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.rpc.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket after its handshake. Everything in it happens on its event loop; what other threads ask of it is handed
 * over to that.
 *
 * <p>A peer is never read faster than it is served: reading pauses while its calls wait, while it does not take its
 * answers, while it sends more than it may, and while this node has too much to do.
 */
final class WebSocketConnection extends Watched implements Connection, FrameReader.Output {

    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final byte[] NOTHING = {};

    /** Bytes that may wait for the peer to take them. */
    static final int MAX_WAITING_BYTES = 256 << 10;

    private static final int MAX_WAITING_FRAMES = 64;
    private static final int FLUSH_AFTER_FRAMES = MAX_WAITING_FRAMES / 2;
    private static final int MAX_HEADER_BYTES = 10;
    private static final int MAX_REASON_BYTES = 123;

    /** For a peer to take anything at all of what waits for it. */
    private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** For a peer to answer our Close. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int PINGS_PER_SECOND = 20;
    private static final int BURST_SECONDS = 5;

    private static final AtomicIntegerFieldUpdater<WebSocketConnection> HANDED_OVER =
            AtomicIntegerFieldUpdater.newUpdater(WebSocketConnection.class, "handedOver");

    private final OcppServerSettings settings;
    private final Channel channel;
    private final FrameReader reader;
    private final Session session;
    private final Watch watch;
    private final ConnectionMetrics metrics;
    private final Ending ending;

    /** Why nothing is read, a bit for each {@link Pause}. */
    private int pauses;

    private long pausedNanos;
    private @Nullable ByteBuf unread;
    private boolean reading;
    private int unflushed;

    /** What other threads have given the event loop to write, and is not written yet. */
    private volatile int handedOver;

    private long readNanos;
    private long pingNanos;
    private @Nullable TokenBucket pings;
    private @Nullable TokenBucket messages;
    private boolean flooding;
    private long floodNanos;

    private @Nullable Object firstWaiting;
    private int firstWaitingBytes;
    private long waitingNanos;

    private boolean closeSent;
    private boolean deaf;
    private long closeNanos;
    private int closeCode = CloseCode.ABNORMAL;
    private String closeReason = "";

    /** Is told when the connection has ended. */
    interface Ending {
        void ended(Session session, int code, String reason);
    }

    /** Makes the session of a connection. */
    interface Opening {
        Session open(Connection connection);
    }

    WebSocketConnection(
            Channel channel,
            OcppServerSettings settings,
            boolean compression,
            Watch watch,
            ConnectionMetrics metrics,
            Opening opening,
            Ending ending) {
        this.channel = channel;
        this.settings = settings;
        this.watch = watch;
        this.metrics = metrics;
        this.ending = ending;
        this.reader = new FrameReader(
                settings.limits().messageBytes(), settings.limits().messageFragments(), compression, this);
        this.readNanos = System.nanoTime();
        long interval = settings.keepAlive().pingInterval().toNanos();
        this.pingNanos =
                readNanos - ThreadLocalRandom.current().nextLong(interval / 2 + 1); // after a storm, not all at once
        this.session = opening.open(this);
    }

    Session session() {
        return session;
    }

    // ---- from the peer

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        reading = true;
        readNanos = System.nanoTime();
        session.seen();
        ByteBuf in = (ByteBuf) bytes;
        ByteBuf before = unread;
        if (before != null) {
            unread = null;
            in = Unpooled.buffer(before.readableBytes() + in.readableBytes())
                    .writeBytes(before)
                    .writeBytes(in);
            before.release();
            ((ByteBuf) bytes).release();
        }
        read(in);
    }

    /** Reads what may be read, and keeps the rest. */
    private void read(ByteBuf in) {
        try {
            boolean more = true;
            while (more && !deaf && (pauses == 0 || closeSent)) {
                more = reader.next(in);
            }
        } catch (Violation violation) {
            fail(violation);
        }
        if (in.isReadable() && !deaf) {
            unread = Unpooled.copiedBuffer(in); // exactly so long, where the buffer that came may be much longer
        }
        in.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        endReading();
    }

    private void endReading() {
        reading = false;
        if (unflushed > 0) {
            flush();
        }
    }

    @Override
    public void text(byte[] message) {
        if (closeSent || isBlank(message)) {
            return;
        }
        int perSecond = settings.limits().messagesPerSecond();
        if (perSecond > 0) {
            if (messages == null) {
                messages = new TokenBucket(perSecond, perSecond * BURST_SECONDS, readNanos);
            }
            takeFrom(messages);
        }
        session.receive(message);
    }

    private static boolean isBlank(byte[] message) {
        for (byte b : message) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void ping(byte[] data) {
        if (pings == null) {
            pings = new TokenBucket(PINGS_PER_SECOND, PINGS_PER_SECOND * BURST_SECONDS, readNanos);
        }
        takeFrom(pings);
        write(PONG, data);
    }

    @Override
    public void pong() {
        session.isThere();
    }

    private void takeFrom(TokenBucket bucket) {
        long now = System.nanoTime();
        if (!bucket.take(now)) {
            if (!flooding) {
                flooding = true;
                floodNanos = now;
            }
            pause(Pause.RATE);
        }
    }

    @Override
    public void closed(int code, String reason) {
        if (!closeSent) {
            closeCode = code;
            closeReason = Printable.text(reason, MAX_REASON_BYTES);
            sendClose(code, "");
        }
        deaf = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void fail(Violation violation) {
        log.info("{}: closed ({}): {}", session, violation.code(), violation.reason());
        if (violation.code() == CloseCode.TOO_BIG) {
            session.note(SecurityEvent.OVERSIZED, violation.reason());
        }
        deaf = true; // what follows has no meaning
        session.close(violation.code(), violation.reason());
    }

    // ---- to the peer

    @Override
    public void send(byte[] message) {
        if (mayWrite()) {
            write(TEXT, message);
            if (!reading) {
                flush();
            }
        } else {
            handOver(() -> {
                write(TEXT, message);
                flush();
            });
        }
    }

    @Override
    public void ping() {
        handOver(() -> {
            write(PING, NOTHING);
            flush();
        });
    }

    /** Also the event loop has to stand in line when others have handed over something before. */
    private boolean mayWrite() {
        return channel.eventLoop().inEventLoop() && handedOver == 0;
    }

    private void handOver(Runnable writing) {
        HANDED_OVER.incrementAndGet(this);
        channel.eventLoop().execute(() -> {
            HANDED_OVER.decrementAndGet(this);
            writing.run();
        });
    }

    private void write(int firstByte, byte[] payload) {
        if (closeSent || !channel.isActive()) {
            return;
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
        if (unflushed >= FLUSH_AFTER_FRAMES) {
            flush();
        }
    }

    private void flush() {
        unflushed = 0;
        channel.flush();
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting != null
                && (waiting.size() > MAX_WAITING_FRAMES || waiting.totalPendingWriteBytes() > MAX_WAITING_BYTES)
                && (pauses & bit(Pause.ANSWERS)) == 0) {
            pause(Pause.ANSWERS);
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(_ -> resume(Pause.ANSWERS)); // after all that waits
        }
    }

    @Override
    public void close(int code, String reason) {
        if (mayWrite()) {
            closeNow(code, reason);
        } else {
            handOver(() -> closeNow(code, reason));
        }
    }

    private void closeNow(int code, String reason) {
        if (closeSent || !channel.isActive()) {
            return;
        }
        closeCode = code;
        closeReason = reason;
        sendClose(code, reason);
        if (deaf) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> Encryption.shutdownOutput(channel));
        }
        channel.config().setAutoRead(true); // the peer's Close is still to come
        readUnread();
    }

    private void sendClose(int code, String reason) {
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
        closeSent = true;
        closeNanos = System.nanoTime();
        flush();
    }

    // ---- reading, or not

    @Override
    public void pauseReading() {
        if (channel.eventLoop().inEventLoop()) {
            pause(Pause.CALLS);
        } else {
            channel.eventLoop().execute(() -> pause(Pause.CALLS));
        }
    }

    @Override
    public void resumeReading() {
        if (channel.eventLoop().inEventLoop()) {
            resume(Pause.CALLS);
        } else {
            channel.eventLoop().execute(() -> resume(Pause.CALLS));
        }
    }

    private static int bit(Pause why) {
        return 1 << why.ordinal();
    }

    private void pause(Pause why) {
        if (closeSent || (pauses & bit(why)) != 0) {
            return;
        }
        metrics.paused(why);
        if (pauses == 0) {
            pausedNanos = System.nanoTime();
            channel.config().setAutoRead(false);
        }
        pauses |= bit(why);
    }

    private void resume(Pause why) {
        if ((pauses & bit(why)) == 0) {
            return;
        }
        pauses &= ~bit(why);
        if (pauses != 0 || closeSent || !channel.isActive()) {
            return;
        }
        long now = System.nanoTime();
        reader.forgive(now - pausedNanos);
        readNanos = now;
        readUnread();
        if (pauses == 0) {
            channel.config().setAutoRead(true);
        }
    }

    private void readUnread() {
        ByteBuf in = unread;
        if (in == null) {
            return;
        }
        unread = null;
        boolean outermost = !reading;
        reading = true;
        read(in);
        if (outermost) {
            endReading();
        }
    }

    // ---- deadlines

    @Override
    void tick(long now) {
        if (closeSent) {
            if (now - closeNanos > CLOSE_NANOS) {
                channel.close();
            }
            return;
        }
        if (watch.isReadingStopped()) {
            pause(Pause.OVERLOAD);
        } else {
            resume(Pause.OVERLOAD);
        }
        if (takesNothing(now)) {
            fail(new Violation(CloseCode.POLICY, "does not read what it is sent"));
        } else if (flooding) {
            tickFlood(now);
        } else if (pauses == 0) {
            tickSilence(now);
        }
        if (!session.options().noServerPing()
                && now - pingNanos >= settings.keepAlive().pingInterval().toNanos()) {
            pingNanos = now;
            write(PING, NOTHING);
            flush();
        }
    }

    private boolean takesNothing(long now) {
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

    private void tickFlood(long now) {
        boolean full = (pings == null || pings.isFull(now)) && (messages == null || messages.isFull(now));
        boolean empty = pings != null && pings.isEmpty(now) || messages != null && messages.isEmpty(now);
        if (now - floodNanos > settings.limits().floodTime().toNanos()) {
            String what = "more messages or pings than allowed, for too long";
            session.note(SecurityEvent.FLOOD, what);
            fail(new Violation(CloseCode.POLICY, what));
        } else if (!empty) {
            flooding = !full;
            resume(Pause.RATE);
        }
    }

    private void tickSilence(long now) {
        Long messageStart = reader.messageStartNanos();
        if (messageStart != null
                && now - messageStart > settings.limits().messageTime().toNanos()) {
            fail(new Violation(CloseCode.POLICY, "a message that is not complete in time"));
        } else if (!session.options().noServerPing() // else it may have nothing to say; TCP will notice
                && now - readNanos > settings.keepAlive().silence().toNanos()) {
            closeReason = "silent for " + settings.keepAlive().silence().toSeconds() + " s";
            log.info("{}: {}", session, closeReason);
            channel.close();
        }
    }

    // ---- the end

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.remove(this);
        ByteBuf in = unread;
        unread = null;
        if (in != null) {
            readLast(in);
        }
        session.disconnected();
        ending.ended(session, closeCode, closeReason);
    }

    /** Complete messages that came before the end are facts, whether or not their answers can be heard. */
    private void readLast(ByteBuf in) {
        try {
            boolean more = true;
            while (more && !closeSent) {
                more = reader.next(in);
            }
        } catch (Violation _) {
            // too late for it to matter
        } finally {
            in.release();
        }
    }

    /** By TLS the end is said before the connection ends, if it is not cut off. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || Encryption.isFault(cause)) {
            log.debug("{}: {}", session, cause.getMessage());
        } else {
            log.error("{}: closed for a failure of ours", session, cause);
        }
        ctx.close();
    }
}
