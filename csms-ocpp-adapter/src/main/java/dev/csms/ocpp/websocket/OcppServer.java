package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.websocket.Credentials.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where charge points connect. */
public final class OcppServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OcppServer.class);

    private static final int BACKLOG = 4096;
    private static final int REQUEST_LINE_WITHOUT_PATH = 64;
    private static final Duration LONGEST_WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_WITH_CALLS = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_PEERS = Duration.ofSeconds(6);

    private final OcppServerSettings settings;
    private final Gatekeeper gatekeeper;
    private final SessionRegistry sessions;
    private final InstantSource clock;
    private final IdentityPath identities;
    private final Places places;
    private final HandshakeBudget budget;
    private final Turns turns;
    private final Arrivals arrivals;
    private final TokenBucket tlsHandshakes;
    private final @Nullable TlsListening tls;
    private final Map<EventExecutor, Watch> watches = new HashMap<>();
    private @Nullable EventLoopGroup eventLoops;
    private final Map<Listener, Channel> listeners = new EnumMap<>(Listener.class);
    private @Nullable ExecutorService tlsWork;
    private volatile boolean closing;
    private volatile Relief relief = Relief.NONE;

    /** Without encryption. */
    public OcppServer(
            OcppServerSettings settings, Gatekeeper gatekeeper, SessionRegistry sessions, InstantSource clock) {
        this(settings, gatekeeper, sessions, clock, null);
    }

    public OcppServer(
            OcppServerSettings settings,
            Gatekeeper gatekeeper,
            SessionRegistry sessions,
            InstantSource clock,
            @Nullable TlsListening tls) {
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
        this.clock = clock;
        this.identities = new IdentityPath(settings.path(), settings.limits().pathBytes());
        this.places = new Places(settings.limits().sessions());
        this.budget = new HandshakeBudget(
                settings.limits().handshakesPerSecond(), settings.limits().refusalsPerMinute(), sessions.securityLog());
        this.turns = new Turns(sessions, settings.limits().flappingDelay());
        this.arrivals = new Arrivals(settings.limits().arrivalsPerSource());
        int perSecond = settings.limits().tlsHandshakesPerSecond();
        this.tlsHandshakes = new TokenBucket(perSecond, perSecond, System.nanoTime());
        this.tls = tls;
    }

    /** @throws PortTakenException if somebody else listens there */
    public void start() {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("ocpp-", 0).daemon().factory(),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        eventLoops = loops;
        for (EventExecutor loop : loops) {
            Watch watch = new Watch();
            watches.put(loop, watch);
            long interval = watchInterval().toMillis();
            loop.scheduleAtFixedRate(watch, interval, interval, TimeUnit.MILLISECONDS);
        }
        if (tls != null) {
            // threads of the system, which takes turns with them: virtual ones would let sessions wait
            tlsWork = Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(),
                    Thread.ofPlatform().name("tls-", 0).daemon().factory());
        }
        try {
            listen(loops, Listener.PLAIN, settings.port());
            if (tls != null) {
                listen(loops, Listener.TLS, tls.port());
                listen(loops, Listener.CLIENT_CERTIFICATE, tls.clientCertificatePort());
            }
        } catch (RuntimeException e) {
            listeners.values().forEach(listener -> listener.close().syncUninterruptibly());
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            stopTlsWork();
            throw e;
        }
        listeners.forEach((listener, channel) -> log.info(
                "Charge points connect at port {}, {}{}",
                port(channel),
                settings.path(),
                switch (listener) {
                    case PLAIN -> "";
                    case TLS -> ", by TLS";
                    case CLIENT_CERTIFICATE -> ", by TLS with a certificate";
                }));
    }

    private void listen(EventLoopGroup loops, Listener listener, int port) {
        if (port == OcppServerSettings.NO_PORT) {
            return;
        }
        ChannelFuture bound = bootstrap(loops, listener).bind(address(port)).awaitUninterruptibly();
        if (bound.isSuccess()) {
            listeners.put(listener, bound.channel());
            return;
        }
        Throwable cause = bound.cause();
        if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("Address already in use")) {
            throw new PortTakenException(listener, port, cause);
        }
        throw new IllegalStateException("cannot listen at " + address(port), cause);
    }

    private ServerBootstrap bootstrap(EventLoopGroup loops, Listener listener) {
        return new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(FrameWriter.MAX_WAITING_BYTES / 2, FrameWriter.MAX_WAITING_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Watch watch = watches.get(channel.eventLoop());
                        if (watch == null) {
                            throw new IllegalStateException("an event loop that is none of ours");
                        }
                        Arrival arrival = new Arrival(OcppServer.this, listener, channel);
                        if (!arrival.begin()) {
                            channel.close();
                            return;
                        }
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(
                                                settings.limits().pathBytes() + REQUEST_LINE_WITHOUT_PATH)
                                        .setMaxHeaderSize(settings.limits().headerBytes())))
                                .addLast(new Handshake(OcppServer.this, arrival, channel, watch));
                    }
                });
    }

    private InetSocketAddress address(int port) {
        return settings.host().isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(settings.host(), port);
    }

    /** Short enough for the shortest deadline. */
    private Duration watchInterval() {
        Duration shortest = LONGEST_WATCH_INTERVAL;
        for (Duration deadline : new Duration[] {
            settings.limits().handshakeTime(),
            settings.limits().messageTime(),
            settings.limits().floodTime(),
            settings.keepAlive().pingInterval(),
            settings.keepAlive().silence()
        }) {
            Duration part = deadline.dividedBy(4);
            shortest = part.compareTo(shortest) < 0 ? part : shortest;
        }
        return shortest.compareTo(Duration.ofMillis(10)) < 0 ? Duration.ofMillis(10) : shortest;
    }

    /** Where it listens for {@code ws}; {@link OcppServerSettings#NO_PORT} if it does not. */
    public int port() {
        return port(Listener.PLAIN);
    }

    /** Where it listens; {@link OcppServerSettings#NO_PORT} if it does not. */
    public int port(Listener listener) {
        if (eventLoops == null) {
            throw new IllegalStateException("not started");
        }
        Channel channel = listeners.get(listener);
        return channel == null ? OcppServerSettings.NO_PORT : port(channel);
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Leaves this much undone from now on. May be called by any thread; what it changes is done within a second. */
    public void relieve(Relief wanted) {
        relief = wanted;
        watches.values().forEach(watch -> watch.stopReading(wanted == Relief.NO_READING));
    }

    /**
     * Takes no more connections, lets the calls that have been received be answered, says goodbye (Close 1001) and
     * returns when everybody has gone and the gatekeeper knows it, or enough time has passed.
     */
    @Override
    public void close() {
        EventLoopGroup loops = eventLoops;
        if (loops == null || closing) {
            return;
        }
        closing = true;
        listeners.values().forEach(listener -> listener.close().syncUninterruptibly());
        try {
            sessions.closeAll(CloseCode.GOING_AWAY, "the central system goes away", PATIENCE_WITH_CALLS);
            places.awaitEmpty(PATIENCE_WITH_PEERS);
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
            if (!places.awaitEmpty(PATIENCE_WITH_CALLS)) {
                log.warn("Gone before the end of every connection had been recorded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        } finally {
            stopTlsWork();
        }
    }

    private void stopTlsWork() {
        if (tlsWork != null) {
            tlsWork.shutdownNow();
        }
    }

    // ---- for the connections

    Transport transport(Listener listener) {
        return listener.transport(tls != null && tls.onePort());
    }

    /** For one connection that may begin now; null where nothing is encrypted. */
    @Nullable
    SslHandler encryption(Listener listener, InetSocketAddress peer) {
        if (tls == null || tlsWork == null || listener == Listener.PLAIN) {
            return null;
        }
        SslHandler handler =
                new SslHandler(tls.endpoint().engine(listener.clientCertificate(tls.onePort()), peer), tlsWork);
        handler.setHandshakeTimeoutMillis(0); // the connection has a deadline of its own
        return handler;
    }

    /** Whether one more TLS handshake may begin. */
    boolean spendTlsHandshake() {
        if (settings.limits().tlsHandshakesPerSecond() == 0) {
            return true;
        }
        synchronized (tlsHandshakes) {
            long now = System.nanoTime();
            boolean left = !tlsHandshakes.isEmpty(now);
            if (left) {
                tlsHandshakes.take(now);
            }
            return left;
        }
    }

    Arrivals arrivals() {
        return arrivals;
    }

    void opened(Session session) {
        try {
            gatekeeper.opened(session);
        } catch (RuntimeException | Error e) {
            log.error("{}: its opening could not be recorded", session, e);
        }
    }

    void ended(Session session, int code, String reason) {
        log.debug("{}: ended with {} {}", session, code, reason);
        sessions.connectionMetrics().ended(code);
        session.inOrder(() -> recordEnd(session.id(), session.chargePointId(), code, reason));
    }

    /** Of an admitted connection that never got its session. */
    void ended(SessionId id, ChargePointId chargePointId, int code, String reason) {
        Thread.startVirtualThread(() -> recordEnd(id, chargePointId, code, reason));
    }

    private void recordEnd(SessionId id, ChargePointId chargePointId, int code, String reason) {
        try {
            gatekeeper.closed(new ClosedSession(id, chargePointId, code, reason, clock.instant()));
        } catch (RuntimeException | Error e) {
            log.error("{} (session {}): its end could not be recorded", chargePointId.value(), id, e);
        } finally {
            places.leave();
        }
    }

    /** To be given back by {@link #leavePlace} or one of the ends. */
    boolean takePlace() {
        return !closing && places.take();
    }

    void leavePlace() {
        places.leave();
    }

    boolean takesHandshakes() {
        return relief == Relief.NONE;
    }

    boolean isClosing() {
        return closing;
    }

    OcppServerSettings settings() {
        return settings;
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    SessionRegistry sessions() {
        return sessions;
    }

    InstantSource clock() {
        return clock;
    }

    HandshakeBudget budget() {
        return budget;
    }

    Turns turns() {
        return turns;
    }

    IdentityPath identities() {
        return identities;
    }
}
