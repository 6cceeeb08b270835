package dev.csms.ocpp.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many handshakes are looked at: so many in a second over all, and of one address only as long as not too many of
 * them had to be refused.
 *
 * <p>Handshakes that succeed cost an address nothing, since a whole site may come from one. And whoever has been let in
 * before is looked at all the same: a neighbour's guesses must not keep a charge point out.
 */
final class HandshakeBudget {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final int BURST_SECONDS = 2;
    private static final int IPV6_NETWORK_BYTES = 8; // one subscriber has at least a /64
    private static final int MAX_SOURCES = 50_000;
    private static final int MAX_FAMILIAR = 100_000;
    private static final Duration LONGEST_REFILL = Duration.ofMinutes(5);

    private final int perSecond;
    private final int unfinishedOfSource;
    private final int refusalsPerMinute;
    private final SecurityLog securityLog;
    private final TokenBucket all;
    private final Map<ByteBuffer, Integer> unfinished = new ConcurrentHashMap<>();
    private final Cache<ByteBuffer, TokenBucket> sources = Caffeine.newBuilder()
            .expireAfterAccess(LONGEST_REFILL)
            .maximumSize(MAX_SOURCES)
            .build();
    private final Cache<ChargePointId, Boolean> familiar =
            Caffeine.newBuilder().maximumSize(MAX_FAMILIAR).build();

    /**
     * @param perSecond          over all; 0 for any number
     * @param unfinishedOfSource of one address at a time; 0 for any number
     * @param refusalsPerMinute  of one address; 0 for any number
     */
    HandshakeBudget(int perSecond, int unfinishedOfSource, int refusalsPerMinute, SecurityLog securityLog) {
        this.perSecond = perSecond;
        this.unfinishedOfSource = unfinishedOfSource;
        this.refusalsPerMinute = refusalsPerMinute;
        this.securityLog = securityLog;
        this.all = new TokenBucket(perSecond, perSecond * BURST_SECONDS, System.nanoTime());
    }

    /** One begins, before anything is known of it. False if its address has too many; else {@link #finish} follows. */
    boolean begin(InetAddress source) {
        int now = unfinished.merge(network(source), 1, Integer::sum);
        if (unfinishedOfSource == 0 || now <= unfinishedOfSource) {
            return true;
        }
        finish(source);
        securityLog.note(
                SecurityEvent.UNFINISHED_HANDSHAKES,
                source.getHostAddress(),
                "more than " + unfinishedOfSource + " at a time");
        return false;
    }

    void finish(InetAddress source) {
        unfinished.computeIfPresent(network(source), (_, count) -> count == 1 ? null : count - 1);
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

    /** Whether this one has to be turned away unseen. */
    boolean isUsedUp(InetAddress source, ChargePointId identity) {
        TokenBucket left = refusalsPerMinute == 0 ? null : sources.getIfPresent(network(source));
        if (left == null || familiar.getIfPresent(identity) != null) {
            return false;
        }
        synchronized (left) {
            return left.isEmpty(System.nanoTime());
        }
    }

    /** One more was refused. False if it was one too many. */
    boolean refused(InetAddress source) {
        if (refusalsPerMinute == 0) {
            return true;
        }
        TokenBucket left = sources.get(
                network(source),
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

    void letIn(ChargePointId identity) {
        familiar.put(identity, true);
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

    private static ByteBuffer network(InetAddress source) {
        byte[] address = source.getAddress();
        return ByteBuffer.wrap(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES));
    }
}
