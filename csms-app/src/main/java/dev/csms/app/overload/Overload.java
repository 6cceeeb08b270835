package dev.csms.app.overload;

import dev.csms.app.CsmsSettings;
import dev.csms.query.Pressure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much this node leaves undone.
 *
 * <p>Each signal is turned into a strain: 1 where the first level begins, 2 at the second, 3 at the third. The greatest
 * counts. The level rises as soon as two looks in a row say so, as far as they say. It falls by one, after the strain has
 * been well below it for a while; so it does not flicker, and what was sent away does not come back all at once.
 *
 * <p>A store that is away never stops reading: heartbeats can be answered without it, and each session stops by itself
 * when its queue is full.
 */
final class Overload implements Pressure {

    private static final int LOOKS = 2;

    /** How far below a level the strain has to be for it to end. */
    private static final double MARGIN = 0.5;

    private final CsmsSettings.Overload settings;
    private volatile State state;
    private int looksAbove;
    private double leastAbove;
    private @Nullable Instant calmSince;

    /** @param why in words; of the last change */
    record State(OverloadLevel level, String why, Instant since) {}

    /** @param from the level before it */
    record Change(OverloadLevel from, State now) {

        boolean isWorse() {
            return now.level().compareTo(from) > 0;
        }
    }

    private record Strain(double value, String why) {}

    Overload(CsmsSettings.Overload settings, Instant now) {
        this.settings = settings;
        state = new State(OverloadLevel.NONE, "since the start", now);
    }

    State state() {
        return state;
    }

    OverloadLevel level() {
        return state.level();
    }

    @Override
    public boolean isHigh() {
        return level().compareTo(OverloadLevel.NO_QUERIES) >= 0;
    }

    /** Takes one look. By one thread. @return what it changes, if it does */
    Optional<Change> look(Signals signals, Instant now) {
        Strain strain = strain(signals);
        int level = level().ordinal();
        if (strain.value() >= level + 1) {
            calmSince = null;
            leastAbove = looksAbove == 0 ? strain.value() : Math.min(leastAbove, strain.value());
            looksAbove++;
            if (looksAbove < LOOKS) {
                return Optional.empty();
            }
            looksAbove = 0;
            return Optional.of(change((int) leastAbove, strain.why(), now));
        }
        looksAbove = 0;
        if (level == 0 || strain.value() > level - MARGIN) {
            calmSince = null;
            return Optional.empty();
        }
        Instant since = calmSince;
        if (since == null) {
            calmSince = now;
        } else if (!now.isBefore(since.plus(settings.calm()))) {
            calmSince = now;
            return Optional.of(change(level - 1, "it has been calm for " + seconds(settings.calm()), now));
        }
        return Optional.empty();
    }

    private Change change(int level, String why, Instant now) {
        OverloadLevel from = level();
        state = new State(OverloadLevel.values()[level], why, now);
        return new Change(from, state);
    }

    private Strain strain(Signals signals) {
        Strain waiting = new Strain(
                doublings(signals.appendWait(), settings.appendWait()),
                "a command has waited for " + seconds(signals.appendWait()) + " to be stored");
        Strain away = new Strain(
                Math.min(doublings(signals.storeAway(), settings.databaseAway()), 2),
                "the event store has been away for " + seconds(signals.storeAway()));
        double full = settings.heap() / 100.0;
        Strain heap = new Strain(
                Math.min(1 + (signals.heapAfterCollection() - full) / (1 - full) * 3, 3),
                Math.round(signals.heapAfterCollection() * 100) + " % of the heap is in use after a collection");
        Strain greatest = waiting.value() >= away.value() ? waiting : away;
        return greatest.value() >= heap.value() ? greatest : heap;
    }

    /** 1 at the limit, 2 at twice the limit, 3 at four times the limit, and no more. */
    private static double doublings(Duration time, Duration limit) {
        double ratio = (double) time.toNanos() / limit.toNanos();
        return Math.min(ratio < 1 ? ratio : 1 + Math.log(ratio) / Math.log(2), 3);
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis() / 100, 1) + " s";
    }
}
