package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One charge point and its connection: handshake (RFC 6455 §4.1), registration, then whatever the {@link Scenario}
 * wants.
 *
 * <p>It is the whole pipeline of its channel: taking answers apart here, without a codec for each layer, is what keeps
 * a call below ten microseconds.
 */
final class SimulatedChargePoint extends ChannelInboundHandlerAdapter {

    private static final byte[] NO_BYTES = {};
    private static final int CONNECTOR = 1;
    private static final int REPORTED_CONNECTORS = 3;
    private static final int PAYLOAD_WH = 120;

    private enum Phase {
        CONNECTING,
        REGISTERING,
        READY,
        LEAVING,
        GONE
    }

    private final Load load;
    private final int index;
    private final byte[] idTag;
    private final byte[] expectedId = new byte[Calls.ID_LENGTH];
    private final Queue<Waiting> waiting = new ArrayDeque<>(2);

    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.CONNECTING;
    private byte[] unfinished = NO_BYTES;
    private byte[] startedAt = NO_BYTES;

    private @Nullable Action asked;
    private long sentAt;
    private long intendedAt;

    private boolean resting;
    private int reportedConnectors;
    private int step;
    private long roundBegunAt;
    private int transactionId;
    private long meterStartWh;
    private long registerWh;

    SimulatedChargePoint(Load load, int index, byte[] idTag) {
        this.load = load;
        this.index = index;
        this.idTag = idTag;
        System.arraycopy(load.calls().idPrefix(), 0, expectedId, 0, load.calls().idPrefix().length);
        this.registerWh = 1_000_000 + System.currentTimeMillis() % 1_000_000_000L;
    }

    int index() {
        return index;
    }

    boolean isIdle() {
        return phase == Phase.READY && asked == null;
    }

    boolean isCharging() {
        return transactionId > 0;
    }

    // Calls

    void heartbeat() {
        send(Action.HEARTBEAT, load.calls().heartbeat(load.nextCall()));
    }

    void authorize() {
        send(Action.AUTHORIZE, load.calls().authorize(load.nextCall(), idTag));
    }

    void introduceIdTag() {
        byte[] next = LoadPlan.idTag(load.nextIntroduced()).getBytes(US_ASCII);
        send(Action.AUTHORIZE, load.calls().authorize(load.nextCall(), next));
    }

    void status(ConnectorStatus status) {
        status(CONNECTOR, status);
    }

    void startTransaction() {
        meterStartWh = registerWh;
        startedAt = load.calls().now();
        send(
                Action.START_TRANSACTION,
                load.calls().startTransaction(load.nextCall(), CONNECTOR, idTag, meterStartWh, startedAt));
    }

    void meterValues() {
        registerWh += PAYLOAD_WH;
        send(Action.METER_VALUES, load.calls().meterValues(load.nextCall(), CONNECTOR, transactionId, registerWh));
    }

    void stopTransaction() {
        registerWh += PAYLOAD_WH;
        int stopped = transactionId;
        transactionId = 0;
        send(
                Action.STOP_TRANSACTION,
                load.calls().stopTransaction(load.nextCall(), stopped, idTag, startedAt, meterStartWh, registerWh));
    }

    private void bootNotification() {
        send(Action.BOOT_NOTIFICATION, load.calls().bootNotification(load.nextCall()));
    }

    private void status(int connectorId, ConnectorStatus status) {
        send(
                Action.STATUS_NOTIFICATION,
                load.calls().statusNotification(load.nextCall(), connectorId, status.spelling()));
    }

    /** Sends a Heartbeat or MeterValues now or, while a call is unanswered (OCPP-J §4.1.1), after it. */
    void offer(Action action, long dueAt) {
        if (phase != Phase.READY) {
            return;
        }
        if (asked != null) {
            waiting.add(new Waiting(action, dueAt));
            return;
        }
        load.measurements().sentLate(System.nanoTime() - dueAt);
        send(action, dueAt);
    }

    /** @return whether there was something to send */
    boolean sendWaiting() {
        Waiting next = waiting.poll();
        if (next == null) {
            return false;
        }
        send(next.action, next.dueAt);
        return true;
    }

    private void send(Action action, long dueAt) {
        if (action == Action.HEARTBEAT) {
            heartbeat();
        } else {
            meterValues();
        }
        intendedAt = dueAt;
    }

    private void send(Action action, FrameWriter call) {
        ChannelHandlerContext channel = requireNonNull(context);
        asked = action;
        load.calls().writeCounter(load.lastCall(), expectedId);
        sentAt = System.nanoTime();
        intendedAt = sentAt;
        channel.writeAndFlush(call.frame(FrameWriter.TEXT, channel.alloc()), channel.voidPromise());
    }

    // Rounds

    void beginRound() {
        step = 0;
        roundBegunAt = System.nanoTime();
    }

    int nextStep() {
        return ++step;
    }

    void endRound() {
        if (step > 1) {
            load.measurements().sessionEnded(System.nanoTime() - roundBegunAt);
        }
    }

    void rest() {
        if (!resting) {
            resting = true;
            load.restsNow();
        }
    }

    void leave() {
        ChannelHandlerContext channel = context;
        if (channel == null || phase == Phase.GONE) {
            return;
        }
        phase = Phase.LEAVING;
        byte[] normalClosure = {0x03, (byte) 0xE8};
        channel.writeAndFlush(
                load.frames().begin().text(normalClosure).frame(FrameWriter.CLOSE, channel.alloc()),
                channel.voidPromise());
    }

    /** Gives up on an answer that has not come for too long. */
    void giveUpIfSilentSince(long nanoTime) {
        if (asked != null && sentAt < nanoTime && phase != Phase.GONE) {
            load.measurements().violated(asked.spelling() + " was not answered in time");
            requireNonNull(context).close();
        }
    }

    // The channel

    @Override
    public void channelActive(ChannelHandlerContext channel) {
        context = channel;
        String request = """
            GET /ocpp/%s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: %s\r
            Sec-WebSocket-Protocol: ocpp1.6\r
            \r
            """.formatted(LoadPlan.identity(index), load.port(), Handshake.KEY);
        channel.writeAndFlush(Unpooled.copiedBuffer(request, US_ASCII), channel.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        ByteBuf received = (ByteBuf) message;
        byte[] bytes = load.incoming();
        int end = unfinished.length;
        System.arraycopy(unfinished, 0, bytes, 0, end);
        int length = received.readableBytes();
        received.readBytes(bytes, end, length);
        received.release();
        end += length;

        int at = 0;
        while (at < end) {
            int next = phase == Phase.CONNECTING ? readHandshake(bytes, at, end) : readFrame(bytes, at, end);
            if (next == at) {
                break;
            }
            at = next;
        }
        unfinished = at == end ? NO_BYTES : Arrays.copyOfRange(bytes, at, end);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        if (phase != Phase.LEAVING && phase != Phase.GONE) {
            load.measurements().violated("connection lost while " + phase.name().toLowerCase(Locale.ROOT));
        }
        Phase last = phase;
        phase = Phase.GONE;
        asked = null;
        load.lost(last == Phase.CONNECTING || last == Phase.REGISTERING);
        rest();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        load.measurements().violated(cause.toString());
        channel.close();
    }

    /** @return where the next thing begins; {@code at} if this one is not complete */
    private int readHandshake(byte[] bytes, int at, int end) {
        String head = new String(bytes, at, end - at, ISO_8859_1);
        int length = head.indexOf("\r\n\r\n");
        if (length < 0) {
            return at;
        }
        String fault = Handshake.faultOf(head.substring(0, length));
        if (fault == null) {
            phase = Phase.REGISTERING;
            bootNotification();
        } else {
            load.measurements().violated(fault);
            requireNonNull(context).close();
        }
        return at + length + 4;
    }

    /** @return where the next thing begins; {@code at} if this one is not complete */
    private int readFrame(byte[] bytes, int at, int end) {
        if (end - at < 2) {
            return at;
        }
        int length = bytes[at + 1] & 0x7F;
        int payload = at + 2;
        if (length == 126) {
            if (end - at < 4) {
                return at;
            }
            length = (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
            payload = at + 4;
        }
        int next = payload + length;
        if (next > end) {
            return at;
        }
        switch (bytes[at] & 0xFF) {
            case 0x81 -> read(bytes, payload, next);
            case 0x88 -> requireNonNull(context).close();
            case 0x89 -> pong(bytes, payload, next);
            case 0x8A -> {}
            default -> load.measurements().violated("unexpected frame " + Integer.toHexString(bytes[at] & 0xFF));
        }
        return next;
    }

    private void pong(byte[] bytes, int from, int to) {
        ChannelHandlerContext channel = requireNonNull(context);
        channel.writeAndFlush(
                load.frames().begin().text(bytes, from, to).frame(FrameWriter.PONG, channel.alloc()),
                channel.voidPromise());
    }

    private void read(byte[] bytes, int from, int to) {
        if (to - from > 2 && bytes[from + 1] == '2') {
            refuse(new String(bytes, from, to - from, UTF_8));
            return;
        }
        Action action = asked;
        if (action == null) {
            load.measurements().violated("answer to nothing");
            return;
        }
        long now = System.nanoTime();
        asked = null;
        load.measurements().answered(action, now - sentAt, now - intendedAt);
        String fault = load.check().faultOf(action, expectedId, bytes, from, to);
        if (fault != null) {
            load.measurements().violated(action.spelling() + "'s answer " + fault);
        }
        if (action == Action.START_TRANSACTION) {
            transactionId = load.check().transactionId();
        }
        switch (phase) {
            case REGISTERING -> register();
            case READY -> load.scenario().answered(this, action);
            case CONNECTING, LEAVING, GONE -> {}
        }
    }

    private void refuse(String call) {
        ChannelHandlerContext channel = requireNonNull(context);
        String id = call.split("\"", 3)[1];
        channel.writeAndFlush(load.calls().refusal(id).frame(FrameWriter.TEXT, channel.alloc()), channel.voidPromise());
    }

    private void register() {
        if (reportedConnectors < REPORTED_CONNECTORS) {
            status(reportedConnectors++, ConnectorStatus.AVAILABLE);
        } else {
            phase = Phase.READY;
            load.registered();
        }
    }

    private record Waiting(Action action, long dueAt) {}
}
