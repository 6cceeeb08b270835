package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
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
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<EventExecutor, Watch> watches = new HashMap<>();
    private @Nullable EventLoopGroup eventLoops;
    private @Nullable Channel listener;
    private volatile boolean closing;

    public OcppServer(
            OcppServerSettings settings, Gatekeeper gatekeeper, SessionRegistry sessions, InstantSource clock) {
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
        this.clock = clock;
        this.identities = new IdentityPath(settings.path(), settings.limits().pathBytes());
        this.places = new Places(settings.limits().sessions());
        this.budget = new HandshakeBudget(
                settings.limits().handshakesPerSecond(),
                settings.limits().unfinishedHandshakes(),
                settings.limits().refusalsPerMinute(),
                sessions.securityLog());
        this.turns = new Turns(sessions, settings.limits().flappingDelay());
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
        try {
            listener = bootstrap(loops).bind(address()).syncUninterruptibly().channel();
        } catch (Exception e) { // Netty throws what it does not declare
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            if (e instanceof IOException && String.valueOf(e.getMessage()).contains("Address already in use")) {
                throw new PortTakenException(settings.port(), e);
            }
            throw e;
        }
        log.info("Charge points connect at port {}, {}", port(), settings.path());
    }

    private ServerBootstrap bootstrap(EventLoopGroup loops) {
        return new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                WebSocketConnection.MAX_WAITING_BYTES / 2, WebSocketConnection.MAX_WAITING_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Watch watch = watches.get(channel.eventLoop());
                        if (watch == null) {
                            throw new IllegalStateException("an event loop that is none of ours");
                        }
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(
                                                settings.limits().pathBytes() + REQUEST_LINE_WITHOUT_PATH)
                                        .setMaxHeaderSize(settings.limits().headerBytes())))
                                .addLast(new Handshake(OcppServer.this, channel, watch));
                    }
                });
    }

    private InetSocketAddress address() {
        return settings.host().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.host(), settings.port());
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

    /** Where it listens. */
    public int port() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return ((InetSocketAddress) listener.localAddress()).getPort();
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
        if (listener != null) {
            listener.close().syncUninterruptibly();
        }
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
        }
    }

    // ---- for the connections

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
