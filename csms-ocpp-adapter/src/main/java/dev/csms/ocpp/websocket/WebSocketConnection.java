package dev.csms.ocpp.websocket;

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
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

    /** For a peer to answer our Close. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** After so many, one that is not pinged is gone. */
    private static final int MISSED_HEARTBEATS = 3;

    private final OcppServerSettings settings;
    private final Channel channel;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Pace pace;
    private final Session session;
    private final Watch watch;
    private final ConnectionMetrics metrics;
    private final Ending ending;

    /** Why nothing is read, a bit for each {@link Pause}. */
    private int pauses;

    private long pausedNanos;
    private @Nullable ByteBuf unread;
    private boolean reading;
    private long readNanos;
    private long pingNanos;

    /** Nothing more of what the peer says has a meaning. */
    private boolean deaf;

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
        this.writer = new FrameWriter(channel);
        this.pace = new Pace(
                settings.limits().messagesPerSecond(), settings.limits().floodTime());
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
            while (more && !deaf && (pauses == 0 || writer.isClosed())) {
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
        if (writer.hasUnflushed()) {
            flush();
        }
    }

    @Override
    public void text(byte[] message) {
        if (writer.isClosed() || isBlank(message)) {
            return;
        }
        if (!pace.message()) {
            pause(Pause.RATE);
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
        if (!pace.ping()) {
            pause(Pause.RATE);
        }
        write(FrameWriter.PONG, data);
    }

    @Override
    public void pong() {
        session.isThere();
    }

    @Override
    public void closed(int code, String reason) {
        if (!writer.isClosed()) {
            closeCode = code;
            closeReason = Printable.text(reason, FrameWriter.MAX_REASON_BYTES);
            sendClose(code, "");
        }
        deaf = true;
        writer.whenTaken().addListener(ChannelFutureListener.CLOSE);
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
        if (writer.mayWrite()) {
            write(FrameWriter.TEXT, message);
            if (!reading) {
                flush();
            }
        } else {
            writer.handOver(() -> {
                write(FrameWriter.TEXT, message);
                flush();
            });
        }
    }

    @Override
    public void ping() {
        writer.handOver(() -> {
            write(FrameWriter.PING, FrameWriter.NOTHING);
            flush();
        });
    }

    private void write(int firstByte, byte[] payload) {
        if (writer.write(firstByte, payload)) {
            flush();
        }
    }

    private void flush() {
        writer.flush();
        if (writer.isBehind() && !isPaused(Pause.ANSWERS)) {
            pause(Pause.ANSWERS);
            writer.whenTaken().addListener(_ -> resume(Pause.ANSWERS));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (writer.mayWrite()) {
            closeNow(code, reason);
        } else {
            writer.handOver(() -> closeNow(code, reason));
        }
    }

    private void closeNow(int code, String reason) {
        if (writer.isClosed() || !channel.isActive()) {
            return;
        }
        closeCode = code;
        closeReason = reason;
        sendClose(code, reason);
        if (deaf) {
            writer.whenTaken().addListener(_ -> Encryption.shutdownOutput(channel));
        }
        channel.config().setAutoRead(true); // the peer's Close is still to come
        readUnread();
    }

    private void sendClose(int code, String reason) {
        writer.writeClose(code, reason);
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

    private boolean isPaused(Pause why) {
        return (pauses & bit(why)) != 0;
    }

    private void pause(Pause why) {
        if (writer.isClosed() || isPaused(why)) {
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
        if (!isPaused(why)) {
            return;
        }
        pauses &= ~bit(why);
        if (pauses != 0 || writer.isClosed() || !channel.isActive()) {
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
        if (writer.isClosed()) {
            if (writer.nanosSinceClose(now) > CLOSE_NANOS) {
                channel.close();
            }
            return;
        }
        if (watch.isReadingStopped()) {
            pause(Pause.OVERLOAD);
        } else {
            resume(Pause.OVERLOAD);
        }
        if (writer.takesNothing(now)) {
            fail(new Violation(CloseCode.POLICY, "does not read what it is sent"));
        } else if (pace.isFlooding()) {
            tickFlood(now);
        } else if (pauses == 0) {
            tickSilence(now);
        }
        if (!session.options().noServerPing()
                && now - pingNanos >= settings.keepAlive().pingInterval().toNanos()) {
            pingNanos = now;
            write(FrameWriter.PING, FrameWriter.NOTHING);
            flush();
        }
    }

    private void tickFlood(long now) {
        switch (pace.judge(now)) {
            case ENOUGH -> {
                String what = "more messages or pings than allowed, for too long";
                session.note(SecurityEvent.FLOOD, what);
                fail(new Violation(CloseCode.POLICY, what));
            }
            case GO_ON -> resume(Pause.RATE);
            case WAIT -> {}
        }
    }

    private void tickSilence(long now) {
        Long messageStart = reader.messageStartNanos();
        if (messageStart != null
                && now - messageStart > settings.limits().messageTime().toNanos()) {
            fail(new Violation(CloseCode.POLICY, "a message that is not complete in time"));
        } else if (now - readNanos > silence().toNanos()) {
            closeReason = "silent for " + silence().toSeconds() + " s";
            log.info("{}: {}", session, closeReason);
            channel.close();
        }
    }

    /** One that is not pinged says nothing but what it has to say: a heartbeat, if nothing else. */
    private Duration silence() {
        Duration usual = settings.keepAlive().silence();
        if (!session.options().noServerPing()) {
            return usual;
        }
        Duration heartbeats = session.heartbeatInterval().multipliedBy(MISSED_HEARTBEATS);
        return heartbeats.compareTo(usual) > 0 ? heartbeats : usual;
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
            while (more && !writer.isClosed()) {
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
