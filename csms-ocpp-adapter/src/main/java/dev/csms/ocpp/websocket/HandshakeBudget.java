package dev.csms.ocpp.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import java.net.InetAddress;
import java.time.Duration;

/**
 * How many handshakes are looked at: so many in a second over all, and of one address only as long as not too many of
 * them had to be refused, of all identities or of one.
 *
 * <p>Handshakes that succeed cost an address nothing, since a whole site may come from one. And whoever has been let in
 * before, or presents something that may be right, is looked at all the same: a neighbour's guesses must not keep a
 * charge point out.
 */
final class HandshakeBudget {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final int BURST_SECONDS = 2;
    private static final int MAX_SOURCES = 50_000;
    private static final int MAX_FAMILIAR = 100_000;
    private static final Duration LONGEST_REFILL = Duration.ofMinutes(5);

    /** Of one identity from one address, in a minute. */
    private static final int FAILURES = 10;

    private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

    private final int perSecond;
    private final int refusalsPerMinute;
    private final SecurityLog securityLog;
    private final TokenBucket all;
    private final Cache<SourceNetwork, TokenBucket> sources = Caffeine.newBuilder()
            .expireAfterAccess(LONGEST_REFILL)
            .maximumSize(MAX_SOURCES)
            .build();
    private final Cache<ChargePointId, Boolean> familiar =
            Caffeine.newBuilder().maximumSize(MAX_FAMILIAR).build();

    private final FailureBudget<Pretender> failures = new FailureBudget<>(FAILURES, System::nanoTime);

    /** Somebody at an address who says that it is this charge point. */
    private record Pretender(SourceNetwork network, ChargePointId identity) {}

    /**
     * @param perSecond          over all; 0 for any number
     * @param refusalsPerMinute  of one address; 0 for any number
     */
    HandshakeBudget(int perSecond, int refusalsPerMinute, SecurityLog securityLog) {
        this.perSecond = perSecond;
        this.refusalsPerMinute = refusalsPerMinute;
        this.securityLog = securityLog;
        this.all = new TokenBucket(perSecond, perSecond * BURST_SECONDS, System.nanoTime());
    }

    /** Spends one handshake of all. False if there is none left at the moment. */
    boolean spend() {
        if (perSecond == 0 || takeOne(all)) {
            return true;
        }
        securityLog.note(
                SecurityEvent.HANDSHAKE_FLOOD, "port for charge points", "more than " + perSecond + " in a second");
        return false;
    }

    /** Whether this one has to be turned away unseen, if it has nothing to show. */
    boolean isUsedUp(InetAddress source, ChargePointId identity) {
        if (refusalsPerMinute == 0 || familiar.getIfPresent(identity) != null) {
            return false;
        }
        TokenBucket left = sources.getIfPresent(SourceNetwork.of(source));
        return !pause(source, identity).isZero() || left != null && isEmpty(left);
    }

    /** For how long this one is not to come, since it has failed too often; 0 if it has not. */
    Duration pause(InetAddress source, ChargePointId identity) {
        return failures.pause(new Pretender(SourceNetwork.of(source), identity));
    }

    private static boolean isEmpty(TokenBucket bucket) {
        synchronized (bucket) {
            return bucket.isEmpty(System.nanoTime());
        }
    }

    /**
     * One that was looked at was not who it said.
     *
     * @return after how long it may try again; 0 for at once
     */
    Duration failed(InetAddress source, ChargePointId identity) {
        if (refusalsPerMinute == 0) {
            return Duration.ZERO;
        }
        boolean tooMany = !refused(source);
        Duration pause = failures.failed(new Pretender(SourceNetwork.of(source), identity));
        if (!pause.isZero()) {
            securityLog.note(
                    SecurityEvent.REFUSED_HANDSHAKES,
                    source.getHostAddress(),
                    "more than " + FAILURES + " failures as " + identity.value() + " within a minute");
        }
        return tooMany && pause.isZero() ? SHORT_PAUSE : pause;
    }

    /** One more was refused. False if it was one too many. */
    boolean refused(InetAddress source) {
        if (refusalsPerMinute == 0) {
            return true;
        }
        TokenBucket left = sources.get(
                SourceNetwork.of(source),
                _ -> new TokenBucket(refusalsPerMinute / SECONDS_PER_MINUTE, refusalsPerMinute, System.nanoTime()));
        if (takeOne(left)) {
            return true;
        }
        securityLog.note(
                SecurityEvent.REFUSED_HANDSHAKES,
                source.getHostAddress(),
                "more than " + refusalsPerMinute + " refused within a minute");
        return false;
    }

    void letIn(InetAddress source, ChargePointId identity) {
        familiar.put(identity, true);
        failures.succeeded(new Pretender(SourceNetwork.of(source), identity));
    }

    /** There are no debts: what was refused at one time must not keep anybody out for hours. */
    private static boolean takeOne(TokenBucket bucket) {
        synchronized (bucket) {
            long now = System.nanoTime();
            if (bucket.isEmpty(now)) {
                return false;
            }
            bucket.take(now);
            return true;
        }
    }
}
