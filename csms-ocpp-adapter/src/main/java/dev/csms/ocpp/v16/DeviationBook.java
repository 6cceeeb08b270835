package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.rpc.Call;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts what charge points say otherwise than the specification has it, so that their vendors can be told. Kept in
 * memory until somebody takes it away in bulk: a charge point that deviates does so in each message.
 */
public final class DeviationBook {

    /** More charge points and kinds than anybody has; beyond it only the metric counts. */
    private static final int MAX_LINES = 50_000;

    private final Map<Deviation.Kind, Counter> counters = new EnumMap<>(Deviation.Kind.class);
    private Map<Line, Tally> lines = new HashMap<>();

    public DeviationBook(MeterRegistry metrics) {
        for (Deviation.Kind kind : Deviation.Kind.values()) {
            counters.put(
                    kind,
                    Counter.builder("ocpp.deviations")
                            .description("What charge points said otherwise than OCPP 1.6 has it, and was mended")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    /**
     * What one charge point said in one wrong way since the book was last taken.
     *
     * @param action     that the latest of them was in; it may be any text, not more than 120 characters of it
     * @param last       the latest of them
     * @param lastSeenAt when that came
     */
    public record Tally(
            ChargePointId chargePointId,
            Deviation.Kind kind,
            long count,
            String action,
            Deviation last,
            Instant lastSeenAt) {}

    /** Notes what is odd about the frame of a call. */
    void note(ChargePointId chargePointId, Call call) {
        if (!call.deviations().isEmpty()) {
            List<Deviation> ofFrame = call.deviations().stream()
                    .map(deviation -> Deviation.ofFrame(deviation, call.messageId()))
                    .toList();
            note(chargePointId, call.action(), ofFrame, call.receivedAt());
        }
    }

    void note(ChargePointId chargePointId, String action, List<Deviation> deviations, Instant receivedAt) {
        if (deviations.isEmpty()) {
            return;
        }
        String where = Texts.excerpt(action, Deviation.MAX_LENGTH);
        synchronized (this) {
            for (Deviation deviation : deviations) {
                Line line = new Line(chargePointId, deviation.kind());
                if (lines.size() < MAX_LINES || lines.containsKey(line)) {
                    lines.merge(
                            line,
                            new Tally(chargePointId, deviation.kind(), 1, where, deviation, receivedAt),
                            (before, one) -> new Tally(
                                    chargePointId, one.kind(), before.count() + 1, where, deviation, receivedAt));
                }
            }
        }
        deviations.forEach(deviation -> counters.get(deviation.kind()).increment());
    }

    /** Takes away all that has been counted, and begins anew. */
    public void drain(Consumer<? super List<Tally>> taker) {
        Map<Line, Tally> taken;
        synchronized (this) {
            taken = lines;
            lines = new HashMap<>();
        }
        if (!taken.isEmpty()) {
            taker.accept(List.copyOf(taken.values()));
        }
    }

    private record Line(ChargePointId chargePointId, Deviation.Kind kind) {}
}
