package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One run of one workload: {@link #connect}, {@link #begin}, {@link #measure}, {@link #drain}, in this order, from any
 * one thread; each returns when its phase is over.
 */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoadPlan plan;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;

    private final byte[] incoming = new byte[256 * 1024];
    private final FrameWriter frames = new FrameWriter();
    private final Calls calls = new Calls(frames);
    private final AnswerCheck check;
    private final Measurements measurements = new Measurements();
    private final Scenario scenario;
    private final List<SimulatedChargePoint> chargePoints;
    private final CompletableFuture<Void> allRegistered = new CompletableFuture<>();
    private final CompletableFuture<Void> allResting = new CompletableFuture<>();
    private final CompletableFuture<Void> allGone = new CompletableFuture<>();

    private long connectingSince;
    private long cpuBeforeConnecting;
    private long callCount;
    private int introduced;
    private int connecting;
    private int registered;
    private int resting;
    private int gone;

    /** @param check the same one for all runs against the same server: it knows the transaction ids of them all */
    public Load(LoadPlan plan, AnswerCheck check) {
        this.plan = plan;
        this.check = check;
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends Channel> channel = Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(1, io);
        loop = group.next();
        bootstrap = new Bootstrap()
                .group(group)
                .channel(channel)
                .remoteAddress(new InetSocketAddress("127.0.0.1", plan.port()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(2048))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis());
        scenario = switch (plan.workload()) {
            case Workload.Rounds rounds -> new ClosedLoop(rounds.round(), rounds.atMost());
            case Workload.OfferedRate offered ->
                new Fleet(this, plan.connections(), offered.chargingPercent(), offered.callsPerSecond());
            case Workload.Silence _ -> new Resting();
        };
        chargePoints = IntStream.range(plan.first(), plan.first() + plan.connections())
                .mapToObj(index -> new SimulatedChargePoint(
                        this,
                        index,
                        LoadPlan.idTag(plan.sharedIdTag() ? 0 : index).getBytes(US_ASCII)))
                .toList();
        loop.scheduleAtFixedRate(this::giveUpOnTheSilent, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Connects all charge points and registers them: BootNotification, and StatusNotifications for connectors 0 to 2.
     *
     * @return from the first connection to the last answer
     */
    public Duration connect() {
        long start = System.nanoTime();
        loop.execute(() -> {
            connectingSince = System.nanoTime();
            cpuBeforeConnecting = ownCpuNanos();
            if (plan.measuredFromConnect()) {
                measurements.openWindow();
            }
            connectMore();
        });
        allRegistered.join();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Lets all charge points begin, unmeasured. */
    public void begin() {
        onLoop(() -> {
            chargePoints.stream().filter(SimulatedChargePoint::isIdle).forEach(scenario::begin);
            return null;
        });
    }

    /** Counts what is answered from now on until the time is over. */
    public void measure(Duration length) throws InterruptedException {
        long cpuBefore = onLoop(() -> {
            measurements.openWindow();
            return ownCpuNanos();
        });
        long start = System.nanoTime();
        Thread.sleep(length);
        onLoop(() -> {
            Duration window = Duration.ofNanos(System.nanoTime() - start);
            measurements.closeWindow(window, Duration.ofNanos(ownCpuNanos() - cpuBefore));
            return null;
        });
    }

    /** Waits until the charge points have done as many rounds as planned. */
    public void awaitEnd() {
        allResting.join();
    }

    /** Lets the charge points end what they have begun. */
    public void drain() {
        onLoop(() -> {
            scenario.drain();
            return null;
        });
        allResting.orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** To be read when the window is closed. */
    public Measurements measurements() {
        return measurements;
    }

    /** Closes the connections as charge points do that leave for good. */
    @Override
    public void close() {
        onLoop(() -> {
            chargePoints.forEach(SimulatedChargePoint::leave);
            return null;
        });
        allGone.completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    // What follows is for the load thread

    int port() {
        return plan.port();
    }

    byte[] incoming() {
        return incoming;
    }

    FrameWriter frames() {
        return frames;
    }

    Calls calls() {
        return calls;
    }

    AnswerCheck check() {
        return check;
    }

    Scenario scenario() {
        return scenario;
    }

    List<SimulatedChargePoint> chargePoints() {
        return chargePoints;
    }

    long nextCall() {
        return ++callCount;
    }

    int nextIntroduced() {
        return introduced++;
    }

    long lastCall() {
        return callCount;
    }

    void later(Runnable task, long nanos) {
        loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    void registered() {
        registered++;
        if (registered == plan.connections()) {
            if (plan.measuredFromConnect()) {
                measurements.closeWindow(
                        Duration.ofNanos(System.nanoTime() - connectingSince),
                        Duration.ofNanos(ownCpuNanos() - cpuBeforeConnecting));
            }
            allRegistered.complete(null);
        } else {
            connectMore();
        }
    }

    void restsNow() {
        resting++;
        if (resting >= plan.connections()) {
            allResting.complete(null);
        }
    }

    /** @param beforeRegistration whether somebody still waits for its registration */
    void lost(boolean beforeRegistration) {
        gone++;
        if (gone == plan.connections()) {
            allGone.complete(null);
        }
        if (beforeRegistration) {
            registered();
        }
    }

    private void connectMore() {
        while (connecting < plan.connections() && connecting - registered < plan.connectingAtOnce()) {
            SimulatedChargePoint chargePoint = chargePoints.get(connecting++);
            bootstrap.clone().handler(chargePoint).connect().addListener(connected -> {
                if (!connected.isSuccess()) {
                    measurements.violated("cannot connect: " + connected.cause());
                    lost(true);
                    chargePoint.rest();
                }
            });
        }
    }

    private void giveUpOnTheSilent() {
        long longAgo = System.nanoTime() - PATIENCE.toNanos();
        chargePoints.forEach(chargePoint -> chargePoint.giveUpIfSilentSince(longAgo));
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private <T> T onLoop(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loop).join();
    }
}
