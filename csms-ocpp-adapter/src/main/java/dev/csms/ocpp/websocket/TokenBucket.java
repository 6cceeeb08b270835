package dev.csms.ocpp.websocket;

/** Lets through so many in a second, and a burst more. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private double tokens;
    private long filledNanos;

    TokenBucket(double perSecond, int burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledNanos = nowNanos;
    }

    /** Takes one. False if it was the last. */
    boolean take(long nowNanos) {
        fill(nowNanos);
        tokens--;
        return tokens >= 1;
    }

    boolean isEmpty(long nowNanos) {
        fill(nowNanos);
        return tokens < 1;
    }

    boolean isFull(long nowNanos) {
        fill(nowNanos);
        return tokens >= burst;
    }

    private void fill(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledNanos) / NANOS_PER_SECOND * perSecond);
        filledNanos = nowNanos;
    }
}
