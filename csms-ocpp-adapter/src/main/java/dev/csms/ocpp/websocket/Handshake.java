package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.ConnectionMetrics.Unanswered;
import dev.csms.ocpp.rpc.Printable;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.tls.HandshakeFailure;
import dev.csms.ocpp.websocket.Credentials.Transport;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A connection from its first byte to its WebSocket.
 *
 * <p>The order of questions: is it a WebSocket handshake with an identity ({@link UpgradeRequest}); who is it, and is it
 * true ({@link Gatekeeper}: first the identity, then security profile and credentials); do we have a language in common.
 * Only then 101.
 */
final class Handshake extends Watched {

    private static final Logger log = LoggerFactory.getLogger(Handshake.class);

    private static final int MAX_SHOWN = 200;

    /** For the peer to read its refusal. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Of those who are not who they say. */
    private static final Set<Integer> FAILURES = Set.of(401, 403, 404);

    /** No realm of ours differs from another; browsers show the name, charge points do not care. */
    private static final String CHALLENGE = "WWW-Authenticate: Basic realm=\"csms\", charset=\"UTF-8\"\r\n";

    private static final int MIN_RETRY_SECONDS = 5;
    private static final int MAX_RETRY_SECONDS = 15;

    /** Before whoever came while there was too much to do need not come again. */
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(15);

    private enum Stage {
        /** For TLS to begin, since others begin just now. */
        ARRIVED,
        READING,
        /** For its turn, since others of its identity came just before. */
        WAITING,
        DECIDING,
        REFUSED
    }

    private final OcppServer server;
    private final Listener listener;
    private final Channel channel;
    private final Watch watch;
    private Stage stage = Stage.READING;
    private long stageNanos = System.nanoTime();
    private String target = "";
    private @Nullable ByteBuf early;
    private @Nullable UpgradeRequest waiting;
    private Origin origin;
    private boolean arriving;
    private boolean underWay;

    Handshake(OcppServer server, Listener listener, Channel channel, Watch watch) {
        this.server = server;
        this.listener = listener;
        this.channel = channel;
        this.watch = watch;
        this.origin = new Origin(
                listener == Listener.PLAIN ? Transport.PLAIN : Transport.TLS, source(), shownAddress(), List.of());
    }

    /** False if too many of its address are on their way already. Before anything else. */
    boolean arrives() {
        InetAddress source = source();
        arriving = !server.settings().proxies().include(source);
        if (arriving && !server.arrivals().enter(source)) {
            arriving = false;
            server.sessions()
                    .securityLog()
                    .note(
                            SecurityEvent.HANDSHAKE_FLOOD,
                            source.getHostAddress(),
                            "more than " + server.settings().limits().arrivalsPerSource() + " connections under way");
            server.sessions().connectionMetrics().handshakeUnanswered(Unanswered.CROWDED);
            return false;
        }
        underWay = true;
        server.sessions().connectionMetrics().handshakeBegun();
        return true;
    }

    private void hasArrived() {
        if (underWay) {
            underWay = false;
            server.sessions().connectionMetrics().handshakeLeft();
        }
        if (arriving) {
            arriving = false;
            server.arrivals().leave(source());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (listener != Listener.PLAIN && !beginTls()) {
            stage = Stage.ARRIVED;
            channel.config().setAutoRead(false);
        }
    }

    private boolean beginTls() {
        if (!server.spendTlsHandshake()) {
            return false;
        }
        if (channel.remoteAddress() instanceof InetSocketAddress peer) {
            SslHandler encryption = server.encryption(listener, peer);
            if (encryption != null) {
                channel.pipeline().addFirst(encryption);
                return true;
            }
        }
        channel.close(); // never in clear where it should be encrypted
        return true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        watch.add(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completed && !completed.isSuccess()) {
            failed(completed.cause());
        } else if (event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
    }

    private void failed(Throwable cause) {
        HandshakeFailure.of(cause)
                .ifPresent(failure -> server.sessions()
                        .securityLog()
                        .note(failure.event(), source().getHostAddress(), failure.what()));
        log.debug("{}: TLS failed: {}", channel.remoteAddress(), cause.toString());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.remove(this);
        hasArrived();
        stopWaiting();
        releaseEarly();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // what the decoder makes of the rest of a request when the connection has ended is nobody's request
        if (message instanceof HttpRequest request && stage == Stage.READING && channel.isActive()) {
            judge(request);
        } else if (message instanceof ByteBuf bytes && (stage == Stage.DECIDING || stage == Stage.WAITING)) {
            keepEarly(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void judge(HttpRequest request) {
        target = request.uri();
        enter(Stage.DECIDING);
        channel.config().setAutoRead(false);
        channel.pipeline().remove(HttpRequestDecoder.class); // hands over what it has read beyond the request
        if (!server.takesHandshakes()) {
            server.sessions().connectionMetrics().handshakeAnswered(UNAVAILABLE);
            refuse(UNAVAILABLE, "too much to do at the moment", false, OVERLOAD_PAUSE);
            return;
        }
        if (!server.budget().spend()) {
            refuse(UNAVAILABLE, "too many connections at once");
            return;
        }
        try {
            origin = origin(request);
            UpgradeRequest upgrade = UpgradeRequest.of(request, server.identities());
            // a right key is never locked out, so that whatever could be one is looked at
            if (upgrade.authorization().isEmpty()
                    && origin.certificates().isEmpty()
                    && server.budget().isUsedUp(origin.source(), upgrade.identity())) {
                refuse(
                        TOO_MANY_REQUESTS,
                        "too many handshakes from this address had to be refused",
                        false,
                        server.budget().pause(origin.source(), upgrade.identity()));
            } else if (!server.takePlace()) {
                refuse(UNAVAILABLE, "too many connections");
            } else {
                decideInTurn(upgrade);
            }
        } catch (Refusal refusal) {
            refuse(refusal.status(), refusal.reason());
        }
    }

    private Origin origin(HttpRequest request) throws Refusal {
        TrustedProxies proxies = server.settings().proxies();
        Origin own = new Origin(origin.transport(), source(), shownAddress(), Encryption.certificates(channel));
        if (!Origin.saysSo(request.headers(), proxies)) {
            return own;
        }
        if (proxies.include(own.source())) {
            return Origin.behind(own, request.headers(), proxies);
        }
        server.sessions()
                .securityLog()
                .note(
                        SecurityEvent.FORWARDED_HEADERS,
                        own.source().getHostAddress(),
                        "says for whom it speaks, and is no proxy in csms.ocpp.trusted-proxies; it is not believed");
        return own;
    }

    /** Bytes of a peer that does not wait for our answer. */
    private void keepEarly(ByteBuf bytes) {
        ByteBuf before = early;
        early = before == null ? Unpooled.copiedBuffer(bytes) : Unpooled.copiedBuffer(before, bytes);
        if (before != null) {
            before.release();
        }
        bytes.release();
        if (early.readableBytes() > server.settings().limits().headerBytes()) {
            channel.config().setAutoRead(false);
        }
    }

    private void decideInTurn(UpgradeRequest upgrade) {
        if (server.turns().take(upgrade.identity())) {
            decide(upgrade);
            return;
        }
        enter(Stage.WAITING);
        waiting = upgrade;
        server.turns().await(upgrade.identity(), this);
        channel.config().setAutoRead(true); // to hear it if the peer gives up
    }

    /** A newer connection waits in its place. */
    void giveWay() {
        channel.eventLoop().execute(() -> {
            if (stage == Stage.WAITING) {
                stopWaiting();
                refuse(UNAVAILABLE, "a newer connection of the same identity waits");
            }
        });
    }

    private void waitedEnough(UpgradeRequest upgrade) {
        channel.config().setAutoRead(false);
        server.turns().leave(upgrade.identity(), this);
        waiting = null;
        enter(Stage.DECIDING);
        decide(upgrade);
    }

    private void stopWaiting() {
        UpgradeRequest upgrade = waiting;
        waiting = null;
        if (upgrade != null) {
            server.turns().leave(upgrade.identity(), this);
            server.leavePlace();
        }
    }

    private void decide(UpgradeRequest upgrade) {
        HandshakeRequest request = new HandshakeRequest(
                upgrade.identity(),
                new SessionId(UUID.randomUUID().toString()),
                upgrade.subprotocol(),
                upgrade.subprotocols().isEmpty(),
                new Credentials(origin.transport(), upgrade.authorization(), origin.certificates()),
                remoteAddress(),
                server.clock().instant());
        Thread.startVirtualThread(() -> {
            Admission admission = admission(request);
            try {
                channel.eventLoop().execute(() -> decided(upgrade, request, admission));
            } catch (RejectedExecutionException e) { // there are no event loops any more
                forget(request, admission);
            }
        });
    }

    private void forget(HandshakeRequest request, Admission admission) {
        switch (admission) {
            case Admission.Refused _ -> server.leavePlace();
            case Admission.Admitted admitted ->
                server.ended(
                        request.sessionId(),
                        admitted.chargePointId(),
                        CloseCode.ABNORMAL,
                        "gone before the handshake was complete");
        }
    }

    private Admission admission(HandshakeRequest request) {
        try {
            return server.gatekeeper().admit(request);
        } catch (RuntimeException | Error e) {
            log.error("{} from {} could not be judged", request.identity().value(), request.remoteAddress(), e);
            return new Admission.Refused(UNAVAILABLE, "not possible at the moment");
        }
    }

    private void decided(UpgradeRequest upgrade, HandshakeRequest request, Admission admission) {
        switch (admission) {
            case Admission.Refused(int status, String reason) -> {
                server.leavePlace();
                if (FAILURES.contains(status)) {
                    refuseFailure(upgrade.identity(), status, reason);
                } else {
                    refuse(status, reason);
                }
            }
            case Admission.Admitted admitted -> {
                SessionId id = request.sessionId();
                ChargePointId chargePointId = admitted.chargePointId();
                if (!channel.isActive() || stage != Stage.DECIDING) {
                    forget(request, admission);
                } else if (server.isClosing()) {
                    refuse(UNAVAILABLE, "going away");
                    server.ended(id, chargePointId, CloseCode.GOING_AWAY, "going away");
                } else if (upgrade.subprotocol() == null && !mayBeAssumed(upgrade, admitted)) {
                    refuseLanguage(upgrade);
                    server.ended(id, chargePointId, CloseCode.PROTOCOL_ERROR, upgrade.missingSubprotocol());
                } else {
                    upgrade(upgrade, id, admitted);
                }
            }
        }
    }

    private static boolean mayBeAssumed(UpgradeRequest upgrade, Admission.Admitted admitted) {
        return upgrade.subprotocols().isEmpty() && admitted.options().assumeSubprotocol();
    }

    private void refuseLanguage(UpgradeRequest upgrade) {
        String reason = upgrade.missingSubprotocol();
        if (server.settings().missingSubprotocol() == MissingSubprotocol.HTTP_400) {
            refuse(400, reason);
            return;
        }
        log.info("{}: closed {} at once: {}", remoteAddress(), shownTarget(), reason);
        server.sessions().connectionMetrics().handshakeAnswered(SWITCHING_PROTOCOLS);
        server.budget().refused(origin.source());
        byte[] close = {(byte) 0x88, 2, (byte) (CloseCode.PROTOCOL_ERROR >> 8), (byte) CloseCode.PROTOCOL_ERROR};
        leave(Unpooled.copiedBuffer(head(upgrade, false).getBytes(ISO_8859_1), close));
    }

    private void upgrade(UpgradeRequest upgrade, SessionId id, Admission.Admitted admitted) {
        server.sessions().connectionMetrics().handshakeAnswered(SWITCHING_PROTOCOLS);
        server.budget().letIn(origin.source(), admitted.chargePointId());
        boolean deflate = upgrade.deflate() && server.settings().compression();
        SessionAdmission admission = new SessionAdmission(
                admitted.chargePointId(), admitted.accepted(), admitted.messagePolicy(), admitted.options());
        WebSocketConnection connection = new WebSocketConnection(
                channel,
                server.settings(),
                deflate,
                watch,
                server.sessions().connectionMetrics(),
                opened -> server.sessions().open(id, admission, remoteAddress(), opened),
                server::ended);
        // only now, so that whoever has read the answer finds the session there
        channel.writeAndFlush(Unpooled.copiedBuffer(head(upgrade, deflate), ISO_8859_1), channel.voidPromise());
        Session session = connection.session();
        log.debug("{}: connected from {}", session, session.remoteAddress());
        watch.remove(this);
        hasArrived();
        watch.add(connection);
        ByteBuf first = early;
        early = null;
        session.inOrder(() -> server.opened(session));
        channel.pipeline().replace(this, null, connection);
        channel.config().setAutoRead(true);
        if (first != null) { // it is past whatever stands before in the pipeline
            ChannelHandlerContext ctx = channel.pipeline().context(connection);
            connection.channelRead(ctx, first);
            connection.channelReadComplete(ctx);
        }
    }

    private static String head(UpgradeRequest upgrade, boolean deflate) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + upgrade.accept() + "\r\n"
                + (upgrade.subprotocol() == null ? "" : "Sec-WebSocket-Protocol: " + upgrade.subprotocol() + "\r\n")
                + (deflate ? "Sec-WebSocket-Extensions: " + UpgradeRequest.DEFLATE + "\r\n" : "")
                + "\r\n";
    }

    private void refuse(int status, String reason) {
        if (stage == Stage.REFUSED) {
            return;
        }
        server.sessions().connectionMetrics().handshakeAnswered(status);
        boolean faultOfPeer = status < 500 && status != TOO_MANY_REQUESTS;
        boolean seldom = faultOfPeer ? server.budget().refused(origin.source()) : status != TOO_MANY_REQUESTS;
        refuse(status, reason, seldom, Duration.ZERO);
    }

    private void refuseFailure(ChargePointId identity, int status, String reason) {
        if (stage == Stage.REFUSED) {
            return;
        }
        Duration pause = server.budget().failed(origin.source(), identity);
        if (pause.isZero()) {
            refuse(status, reason, true, pause);
        } else {
            refuse(TOO_MANY_REQUESTS, "too many failures from this address", false, pause);
        }
    }

    /** @param pause before the next attempt, at least */
    private void refuse(int status, String reason, boolean seldom, Duration pause) {
        log.atLevel(seldom ? Level.INFO : Level.DEBUG)
                .log("{}: refused {} with {}: {}", remoteAddress(), shownTarget(), status, shown(reason));
        byte[] body = (shown(reason) + "\n").getBytes(UTF_8);
        String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n"
                + ofStatus(status, pause)
                + "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        leave(Unpooled.copiedBuffer(head.getBytes(ISO_8859_1), body));
    }

    private static String ofStatus(int status, Duration pause) {
        return switch (status) {
            case 401 -> CHALLENGE;
            case 405 -> "Allow: GET\r\n";
            case 426 -> "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
            case TOO_MANY_REQUESTS, UNAVAILABLE -> "Retry-After: " + (jitter() + pause.toSeconds()) + "\r\n";
            default -> "";
        };
    }

    private static int jitter() {
        return ThreadLocalRandom.current().nextInt(MIN_RETRY_SECONDS, MAX_RETRY_SECONDS + 1);
    }

    /** Says the last word. What still comes is read and dropped: a reset would take the answer away from the peer. */
    private void leave(ByteBuf lastWord) {
        enter(Stage.REFUSED);
        releaseEarly();
        channel.writeAndFlush(lastWord).addListener(_ -> Encryption.shutdownOutput(channel));
        channel.config().setAutoRead(true);
    }

    private void enter(Stage next) {
        if (next == Stage.REFUSED || stage == Stage.WAITING) {
            stageNanos = System.nanoTime();
        }
        stage = next;
    }

    private void releaseEarly() {
        ByteBuf bytes = early;
        early = null;
        if (bytes != null) {
            bytes.release();
        }
    }

    @Override
    void tick(long now) {
        boolean late =
                now - stageNanos > server.settings().limits().handshakeTime().toNanos();
        switch (stage) {
            case ARRIVED -> {
                if (late) {
                    channel.close();
                } else if (beginTls()) {
                    stage = Stage.READING;
                    channel.config().setAutoRead(true);
                }
            }
            case READING -> {
                if (late) {
                    server.sessions().connectionMetrics().handshakeUnanswered(Unanswered.TIMEOUT);
                    server.sessions()
                            .securityLog()
                            .note(
                                    SecurityEvent.HANDSHAKE_TIMEOUT,
                                    source().getHostAddress(),
                                    "no complete request in time");
                    channel.close();
                }
            }
            case WAITING -> {
                UpgradeRequest upgrade = waiting;
                if (server.isClosing()) {
                    stopWaiting();
                    refuse(UNAVAILABLE, "going away");
                } else if (upgrade != null && server.turns().take(upgrade.identity())) {
                    waitedEnough(upgrade);
                }
            }
            case DECIDING -> {
                if (late) {
                    refuse(UNAVAILABLE, "not possible at the moment");
                }
            }
            case REFUSED -> {
                if (now - stageNanos > LINGER_NANOS) {
                    channel.close();
                }
            }
        }
    }

    private InetAddress source() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private String shownAddress() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : "unknown";
    }

    private String remoteAddress() {
        return origin.address();
    }

    /** Some put passwords behind the path. */
    private String shownTarget() {
        int query = target.indexOf('?');
        return shown(query < 0 ? target : target.substring(0, query) + "?…");
    }

    /** What peers say may be anything. */
    private static String shown(String text) {
        return Printable.text(text, MAX_SHOWN);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && !Encryption.isFault(cause)) {
            log.error("{}: handshake failed", channel.remoteAddress(), cause);
        }
        ctx.close();
    }
}
