package dev.csms.domain.transaction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The energy of one transaction, from the best evidence there is, with a verdict on it. A register shows the meter's
 * lifetime: a session's energy is always a difference, never a reading.
 *
 * @param energyWh in Wh; absent if the evidence gives none. Present but not to be billed if {@link Verdict#IMPLAUSIBLE}
 */
public record SessionEnergy(@Nullable BigDecimal energyWh, Verdict verdict, Source source) {

    /** What to think of the number. */
    public enum Verdict {
        /** At least two kinds of evidence agree. */
        CONSISTENT,
        /** There is one kind of evidence for begin and end, and nothing speaks against it. */
        SINGLE,
        /** Begin or end is missing: what was seen in between, so at least this much. */
        ESTIMATED,
        /** Negative, more than any charge point can deliver in the time, or the evidence contradicts itself. */
        IMPLAUSIBLE
    }

    /** Which evidence the number is from, best first. */
    public enum Source {
        /** meterStart and meterStop. */
        REGISTERS,
        /** The samples of contexts Transaction.Begin and Transaction.End. */
        TRANSACTION_SAMPLES,
        /** The first and the last register reading in between. */
        PERIODIC_SAMPLES,
        NONE
    }

    /**
     * What was heard of the register Energy.Active.Import.Register, in Wh.
     *
     * @param beginSampleWh   sample of context Transaction.Begin
     * @param endSampleWh     sample of context Transaction.End
     * @param firstPeriodicWh earliest other sample of the transaction
     * @param lastPeriodicWh  latest other sample of the transaction
     * @param endedAt         absent while the transaction is open
     */
    public record Evidence(
            @Nullable Long meterStartWh,
            @Nullable Long meterStopWh,
            @Nullable BigDecimal beginSampleWh,
            @Nullable BigDecimal endSampleWh,
            @Nullable BigDecimal firstPeriodicWh,
            @Nullable BigDecimal lastPeriodicWh,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /** Two readings of one register at about the same moment may differ by this, and by one part in a hundred. */
    private static final BigDecimal TOLERANCE_WH = BigDecimal.valueOf(50);

    private static final BigDecimal TOLERANCE_SHARE = new BigDecimal("0.01");

    /** More than any connector of this protocol's age delivers. */
    private static final BigDecimal MAX_POWER_W = BigDecimal.valueOf(1_000_000);

    /** Sessions shorter than this are judged as if they were this long: clocks have a resolution. */
    private static final Duration SHORTEST_JUDGED = Duration.ofMinutes(1);

    public static SessionEnergy of(Evidence evidence) {
        Optional<BigDecimal> registers = difference(decimal(evidence.meterStartWh()), decimal(evidence.meterStopWh()));
        Optional<BigDecimal> samples = difference(evidence.beginSampleWh(), evidence.endSampleWh());
        Optional<BigDecimal> periodic = difference(evidence.firstPeriodicWh(), evidence.lastPeriodicWh());
        if (registers.isPresent()) {
            return judged(evidence, registers.get(), Source.REGISTERS, samples, periodic);
        }
        if (samples.isPresent()) {
            return judged(evidence, samples.get(), Source.TRANSACTION_SAMPLES, Optional.empty(), periodic);
        }
        return sinceBegin(evidence)
                .or(() -> periodic)
                .map(energy -> new SessionEnergy(
                        energy,
                        isPossible(evidence, energy) ? Verdict.ESTIMATED : Verdict.IMPLAUSIBLE,
                        Source.PERIODIC_SAMPLES))
                .orElse(new SessionEnergy(null, Verdict.ESTIMATED, Source.NONE));
    }

    private static SessionEnergy judged(
            Evidence evidence,
            BigDecimal energy,
            Source source,
            Optional<BigDecimal> second,
            Optional<BigDecimal> between) {
        boolean contradicted = second.filter(other -> !agree(energy, other)).isPresent()
                || between.filter(part -> exceeds(part, energy)).isPresent();
        boolean confirmed = second.isPresent()
                || between.filter(part -> agree(energy, part)).isPresent();
        Verdict verdict = !isPossible(evidence, energy) || contradicted
                ? Verdict.IMPLAUSIBLE
                : confirmed ? Verdict.CONSISTENT : Verdict.SINGLE;
        return new SessionEnergy(energy, verdict, source);
    }

    /** From the best known begin to the last reading, for a transaction whose end is unknown. */
    private static Optional<BigDecimal> sinceBegin(Evidence evidence) {
        BigDecimal begin =
                evidence.meterStartWh() != null ? decimal(evidence.meterStartWh()) : evidence.beginSampleWh();
        BigDecimal end = evidence.endSampleWh() != null ? evidence.endSampleWh() : evidence.lastPeriodicWh();
        return difference(begin, end);
    }

    private static boolean isPossible(Evidence evidence, BigDecimal energyWh) {
        if (energyWh.signum() < 0) {
            return false;
        }
        if (evidence.endedAt() == null) {
            return true;
        }
        Duration lasted = Duration.between(evidence.startedAt(), evidence.endedAt());
        long seconds = Math.max(lasted.toSeconds(), SHORTEST_JUDGED.toSeconds());
        BigDecimal most = MAX_POWER_W
                .multiply(BigDecimal.valueOf(seconds))
                .divide(BigDecimal.valueOf(Duration.ofHours(1).toSeconds()), RoundingMode.CEILING);
        return energyWh.compareTo(most) <= 0;
    }

    private static boolean agree(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().compareTo(tolerance(one)) <= 0;
    }

    private static boolean exceeds(BigDecimal part, BigDecimal whole) {
        return part.subtract(whole).compareTo(tolerance(whole)) > 0;
    }

    private static BigDecimal tolerance(BigDecimal energy) {
        return TOLERANCE_WH.max(energy.abs().multiply(TOLERANCE_SHARE));
    }

    private static Optional<BigDecimal> difference(@Nullable BigDecimal begin, @Nullable BigDecimal end) {
        return begin == null || end == null ? Optional.empty() : Optional.of(end.subtract(begin));
    }

    private static @Nullable BigDecimal decimal(@Nullable Long wattHours) {
        return wattHours == null ? null : BigDecimal.valueOf(wattHours);
    }
}
