package dev.csms.domain.anomaly;

import dev.csms.domain.ClaimedTime;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts on record what cannot be right about one message. */
public final class Anomalies {

    private final FactLog facts;
    private final ChargePointId chargePointId;
    private final @Nullable Integer connectorId;
    private final @Nullable Long transactionId;
    private final @Nullable String raw;
    private final Instant receivedAt;

    /** @param transactionId as claimed by the charge point */
    public Anomalies(
            FactLog facts,
            ChargePointId chargePointId,
            @Nullable Integer connectorId,
            @Nullable Long transactionId,
            @Nullable String raw,
            Instant receivedAt) {
        this.facts = facts;
        this.chargePointId = chargePointId;
        this.connectorId = connectorId;
        this.transactionId = transactionId;
        this.raw = raw == null ? null : raw.replace('\0', '\uFFFD'); // no database keeps U+0000 in a text
        this.receivedAt = receivedAt;
    }

    public void detect(AnomalyKind kind, String description) {
        facts.record(
                new AnomalyDetected(chargePointId, kind, connectorId, transactionId, description, raw, receivedAt));
    }

    /** @param report what was said, by the name of its message */
    public void unknownRequest(String report, @Nullable Integer requestId) {
        detect(
                AnomalyKind.UNKNOWN_REQUEST,
                requestId == null
                        ? report + " without a requestId"
                        : report + " for request " + requestId + ", which was not made");
    }

    /** Records what is wrong about a claimed time, if anything is. */
    public void check(ClaimedTime time, String what) {
        switch (time.trust()) {
            case CREDIBLE -> {}
            case AHEAD ->
                detect(
                        AnomalyKind.CLOCK_AHEAD,
                        what + " at " + time.claimed() + ", but it was heard of at " + receivedAt);
            case IMPLAUSIBLE ->
                detect(AnomalyKind.IMPLAUSIBLE_TIME, what + " at " + time.claimed() + "; the time of receipt is used");
            case MISSING ->
                detect(AnomalyKind.MISSING_TIME, what + " at no time that can be read; the time of receipt is used");
        }
    }
}
