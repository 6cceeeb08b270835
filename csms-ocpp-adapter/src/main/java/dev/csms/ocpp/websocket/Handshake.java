package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    /** For the peer to read its refusal. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Of those who are not who they say. */
    private static final Set<Integer> FAILURES = Set.of(401, 403, 404);

    /** Before whoever came while there was too much to do need not come again. */
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(15);

    private enum Stage {
        /** For TLS to begin; see {@link BeforeTls}. */
        ARRIVED,
        READING,
        /** For its turn, since others of its identity came just before. */
        WAITING,
        DECIDING,
        REFUSED
    }

    private final OcppServer server;
    private final Arrival arrival;
    private final Channel channel;
    private final Watch watch;
    private Stage stage = Stage.READING;
    private long stageNanos = System.nanoTime();
    private String target = "";
    private final BeforeTls beforeTls = new BeforeTls(this::beginTls);
    private final EarlyBytes early = new EarlyBytes();
    private @Nullable UpgradeRequest waiting;
    private Origin origin;

    /** @param arrival that has begun */
    Handshake(OcppServer server, Arrival arrival, Channel channel, Watch watch) {
        this.server = server;
        this.arrival = arrival;
        this.channel = channel;
        this.watch = watch;
        this.origin = arrival.origin();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (arrival.isEncrypted()) {
            stage = Stage.ARRIVED;
            channel.pipeline().addFirst(beforeTls);
        }
    }

    private void beginTls() {
        if (!arrival.beginTls()) {
            channel.config().setAutoRead(false);
        } else if (channel.isActive()) {
            stage = Stage.READING;
            channel.config().setAutoRead(true);
            beforeTls.handOver(channel);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        watch.add(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completed && !completed.isSuccess()) {
            arrival.tlsFailed(completed.cause());
            enter(Stage.REFUSED);
            channel.pipeline().addFirst(new LastAlert());
        } else if (event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.remove(this);
        arrival.end();
        stopWaiting();
        early.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // what the decoder makes of the rest of a request when the connection has ended is nobody's request
        if (message instanceof HttpRequest request && stage == Stage.READING && channel.isActive()) {
            judge(request);
        } else if (message instanceof ByteBuf bytes && (stage == Stage.DECIDING || stage == Stage.WAITING)) {
            keep(bytes);
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
            refuse(HttpAnswer.UNAVAILABLE, "too much to do at the moment", false, OVERLOAD_PAUSE);
            return;
        }
        if (!server.budget().spend()) {
            refuse(HttpAnswer.UNAVAILABLE, "too many connections at once");
            return;
        }
        try {
            origin = arrival.origin(request);
            UpgradeRequest upgrade = UpgradeRequest.of(request, server.identities());
            if (!server.takePlace()) {
                refuse(HttpAnswer.UNAVAILABLE, "too many connections");
            } else if (upgrade.authorization().isEmpty()
                    && origin.certificates().isEmpty()
                    && server.budget().isUsedUp(origin.source(), upgrade.identity())) {
                // a right key is never locked out, so that whatever could be one is looked at
                turnAway(upgrade.identity());
            } else {
                decideInTurn(upgrade);
            }
        } catch (Refusal refusal) {
            refuse(refusal.status(), refusal.reason());
        }
    }

    /** Unseen; the peer is not to find out that it is, if others are not to find out whom we know. */
    private void turnAway(ChargePointId identity) {
        judge(
                () -> server.gatekeeper().unseen(),
                unseen -> {
                    server.leavePlace();
                    unseen.ifPresentOrElse(
                            like -> refuseFailure(identity, like.httpStatus(), like.reason()),
                            () -> refuseTooMany(server.budget().pause(origin.source(), identity)));
                },
                _ -> server.leavePlace());
    }

    /** Of a peer that does not wait for our answer. */
    private void keep(ByteBuf bytes) {
        if (early.add(bytes) > server.settings().limits().headerBytes()) {
            channel.config().setAutoRead(false);
        }
    }

    /** Only who would be let in takes a turn: nobody else keeps a charge point waiting. */
    private void decideInTurn(UpgradeRequest upgrade) {
        if (server.turns().areTaken(upgrade.identity())) {
            HandshakeRequest request = request(upgrade);
            judge(() -> objection(request), objection -> judged(upgrade, request, objection), _ -> server.leavePlace());
        } else {
            decide(upgrade);
        }
    }

    private void judged(UpgradeRequest upgrade, HandshakeRequest request, Optional<Admission.Refused> objection) {
        if (objection.isPresent()) {
            decided(upgrade, request, objection.get());
        } else if (!channel.isActive() || stage != Stage.DECIDING) {
            server.leavePlace();
        } else if (server.turns().take(upgrade.identity())) {
            decide(upgrade);
        } else {
            enter(Stage.WAITING);
            waiting = upgrade;
            server.turns().await(upgrade.identity(), this);
            channel.config().setAutoRead(true); // to hear it if the peer gives up
        }
    }

    /** A newer connection waits in its place. */
    void giveWay() {
        channel.eventLoop().execute(() -> {
            if (stage == Stage.WAITING) {
                stopWaiting();
                refuse(HttpAnswer.UNAVAILABLE, "a newer connection of the same identity waits");
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
        HandshakeRequest request = request(upgrade);
        judge(
                () -> admission(request),
                admission -> decided(upgrade, request, admission),
                admission -> forget(request, admission));
    }

    private HandshakeRequest request(UpgradeRequest upgrade) {
        return new HandshakeRequest(
                upgrade.identity(),
                new SessionId(UUID.randomUUID().toString()),
                upgrade.subprotocol(),
                upgrade.subprotocols().isEmpty(),
                new Credentials(
                        origin.transport(),
                        SourceNetwork.of(origin.source()).name(),
                        upgrade.authorization(),
                        origin.certificates(),
                        upgrade.opaqueOrigin()),
                remoteAddress(),
                server.clock().instant());
    }

    /** @param orElse where there are no event loops any more */
    private <T> void judge(Supplier<T> question, Consumer<T> then, Consumer<T> orElse) {
        Thread.startVirtualThread(() -> {
            T answer = question.get();
            try {
                channel.eventLoop().execute(() -> then.accept(answer));
            } catch (RejectedExecutionException e) {
                orElse.accept(answer);
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
            return notJudged(request, e);
        }
    }

    private Optional<Admission.Refused> objection(HandshakeRequest request) {
        try {
            return server.gatekeeper().objection(request);
        } catch (RuntimeException | Error e) {
            return Optional.of(notJudged(request, e));
        }
    }

    private static Admission.Refused notJudged(HandshakeRequest request, Throwable why) {
        log.error("{} from {} could not be judged", request.identity().value(), request.remoteAddress(), why);
        return new Admission.Refused(HttpAnswer.UNAVAILABLE, "not possible at the moment");
    }

    private void decided(UpgradeRequest upgrade, HandshakeRequest request, Admission admission) {
        switch (admission) {
            case Admission.Refused(int status, String reason, boolean ours) -> {
                server.leavePlace();
                if (ours) {
                    refuseWithoutFault(status, reason);
                } else if (FAILURES.contains(status)) {
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
                    refuse(HttpAnswer.UNAVAILABLE, "going away");
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
        server.sessions().connectionMetrics().handshakeAnswered(HttpAnswer.SWITCHING_PROTOCOLS);
        server.budget().refused(origin.source());
        leave(HttpAnswer.upgradeAndClose(upgrade));
    }

    private void upgrade(UpgradeRequest upgrade, SessionId id, Admission.Admitted admitted) {
        server.sessions().connectionMetrics().handshakeAnswered(HttpAnswer.SWITCHING_PROTOCOLS);
        server.budget().letIn(origin.source(), admitted.chargePointId());
        server.turns().came(admitted.chargePointId());
        boolean deflate = upgrade.deflate() && server.settings().compression();
        SessionAdmission admission = new SessionAdmission(
                admitted.chargePointId(),
                admitted.accepted(),
                admitted.messagePolicy(),
                admitted.options(),
                admitted.order());
        WebSocketConnection connection = new WebSocketConnection(
                channel,
                server.settings(),
                deflate,
                watch,
                server.sessions().connectionMetrics(),
                opened -> server.sessions().open(id, admission, remoteAddress(), opened),
                server::ended);
        // only now, so that whoever has read the answer finds the session there
        channel.writeAndFlush(HttpAnswer.upgrade(upgrade, deflate), channel.voidPromise());
        Session session = connection.session();
        log.debug("{}: connected from {}", session, session.remoteAddress());
        watch.remove(this);
        arrival.end();
        watch.add(connection);
        ByteBuf first = early.take();
        session.inOrder(() -> server.opened(session));
        channel.pipeline().replace(this, null, connection);
        channel.config().setAutoRead(true);
        if (first != null) { // it is past whatever stands before in the pipeline
            ChannelHandlerContext ctx = channel.pipeline().context(connection);
            connection.channelRead(ctx, first);
            connection.channelReadComplete(ctx);
        }
    }

    private void refuse(int status, String reason) {
        if (stage == Stage.REFUSED) {
            return;
        }
        boolean faultOfPeer = status < 500 && status != HttpAnswer.TOO_MANY_REQUESTS;
        boolean seldom =
                faultOfPeer ? server.budget().refused(origin.source()) : status != HttpAnswer.TOO_MANY_REQUESTS;
        refuse(status, reason, seldom, Duration.ZERO);
    }

    private void refuseWithoutFault(int status, String reason) {
        if (stage != Stage.REFUSED) {
            refuse(status, reason, true, Duration.ZERO);
        }
    }

    private void refuseFailure(ChargePointId identity, int status, String reason) {
        if (stage == Stage.REFUSED) {
            return;
        }
        Duration pause = server.budget().failed(origin.source(), identity);
        if (pause.isZero()) {
            refuse(status, reason, true, pause);
        } else {
            refuseTooMany(pause);
        }
    }

    private void refuseTooMany(Duration pause) {
        if (stage != Stage.REFUSED) {
            refuse(
                    HttpAnswer.TOO_MANY_REQUESTS,
                    "too many handshakes from this address had to be refused",
                    false,
                    pause);
        }
    }

    /** @param pause before the next attempt, at least */
    private void refuse(int status, String reason, boolean seldom, Duration pause) {
        server.sessions().connectionMetrics().handshakeAnswered(status);
        log.atLevel(seldom ? Level.INFO : Level.DEBUG)
                .log("{}: refused {} with {}: {}", remoteAddress(), shownTarget(), status, HttpAnswer.shown(reason));
        leave(HttpAnswer.refusal(status, reason, pause));
    }

    /** Says the last word. What still comes is read and dropped: a reset would take the answer away from the peer. */
    private void leave(ByteBuf lastWord) {
        enter(Stage.REFUSED);
        early.release();
        channel.writeAndFlush(lastWord).addListener(_ -> Encryption.shutdownOutput(channel));
        channel.config().setAutoRead(true);
    }

    private void enter(Stage next) {
        if (next == Stage.REFUSED || stage == Stage.WAITING) {
            stageNanos = System.nanoTime();
        }
        stage = next;
    }

    @Override
    void tick(long now) {
        boolean late =
                now - stageNanos > server.settings().limits().handshakeTime().toNanos();
        switch (stage) {
            case ARRIVED -> {
                if (late) {
                    giveUp();
                } else if (beforeTls.hasSpoken()) {
                    beginTls();
                }
            }
            case READING -> {
                if (late) {
                    giveUp();
                }
            }
            case WAITING -> {
                UpgradeRequest upgrade = waiting;
                if (server.isClosing()) {
                    stopWaiting();
                    refuse(HttpAnswer.UNAVAILABLE, "going away");
                } else if (upgrade != null && server.turns().take(upgrade.identity())) {
                    waitedEnough(upgrade);
                }
            }
            case DECIDING -> {
                if (late) {
                    refuse(HttpAnswer.UNAVAILABLE, "not possible at the moment");
                }
            }
            case REFUSED -> {
                if (now - stageNanos > LINGER_NANOS) {
                    channel.close();
                }
            }
        }
    }

    private void giveUp() {
        arrival.late();
        channel.close();
    }

    private String remoteAddress() {
        return origin.address();
    }

    /** Some put passwords behind the path. */
    private String shownTarget() {
        int query = target.indexOf('?');
        return HttpAnswer.shown(query < 0 ? target : target.substring(0, query) + "?…");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && !Encryption.isFault(cause)) {
            log.error("{}: handshake failed", channel.remoteAddress(), cause);
        }
        if (stage != Stage.REFUSED) { // it ends by itself, when the peer has had the time to read why
            ctx.close();
        }
    }
}
