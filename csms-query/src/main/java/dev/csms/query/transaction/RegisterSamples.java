package dev.csms.query.transaction;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.SampledValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of one transaction say of its energy register, in Wh: the evidence for the session's energy beside
 * the registers of start and stop.
 */
record RegisterSamples(
        @Nullable BigDecimal beginWh,
        @Nullable BigDecimal endWh,
        @Nullable BigDecimal firstPeriodicWh,
        @Nullable Instant firstPeriodicAt,
        @Nullable BigDecimal lastPeriodicWh,
        @Nullable Instant lastPeriodicAt) {

    static final RegisterSamples NONE = new RegisterSamples(null, null, null, null, null, null);

    private static final BigDecimal WH_PER_KWH = BigDecimal.valueOf(1000);

    static boolean anyIn(List<MeterValue> meterValues) {
        return meterValues.stream()
                .flatMap(value -> value.sampledValues().stream())
                .anyMatch(RegisterSamples::isOfRegister);
    }

    RegisterSamples with(List<MeterValue> meterValues) {
        RegisterSamples samples = this;
        for (MeterValue value : meterValues) {
            for (Map.Entry<String, BigDecimal> reading : readings(value).entrySet()) {
                samples = samples.with(reading.getKey(), value.sampledAt(), reading.getValue());
            }
        }
        return samples;
    }

    /** With what had come before, and counts as said first. */
    RegisterSamples after(RegisterSamples early) {
        Instant first = early.firstPeriodicAt;
        Instant last = early.lastPeriodicAt;
        boolean isFirst = first != null && (firstPeriodicAt == null || first.isBefore(firstPeriodicAt));
        boolean isLast = last != null && (lastPeriodicAt == null || last.isAfter(lastPeriodicAt));
        return new RegisterSamples(
                beginWh == null ? early.beginWh : beginWh,
                endWh == null ? early.endWh : endWh,
                isFirst ? early.firstPeriodicWh : firstPeriodicWh,
                isFirst ? first : firstPeriodicAt,
                isLast ? early.lastPeriodicWh : lastPeriodicWh,
                isLast ? last : lastPeriodicAt);
    }

    private RegisterSamples with(String context, Instant at, BigDecimal wh) {
        return switch (context) {
            case "Transaction.Begin" ->
                new RegisterSamples(wh, endWh, firstPeriodicWh, firstPeriodicAt, lastPeriodicWh, lastPeriodicAt);
            case "Transaction.End" ->
                new RegisterSamples(beginWh, wh, firstPeriodicWh, firstPeriodicAt, lastPeriodicWh, lastPeriodicAt);
            default -> {
                boolean first = firstPeriodicAt == null || at.isBefore(firstPeriodicAt);
                boolean last = lastPeriodicAt == null || at.isAfter(lastPeriodicAt);
                yield new RegisterSamples(
                        beginWh,
                        endWh,
                        first ? wh : firstPeriodicWh,
                        first ? at : firstPeriodicAt,
                        last ? wh : lastPeriodicWh,
                        last ? at : lastPeriodicAt);
            }
        };
    }

    /** By context: the total where it is given, else the sum of the phases that are. */
    private static Map<String, BigDecimal> readings(MeterValue value) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (SampledValue sample : value.sampledValues()) {
            if (!isOfRegister(sample)) {
                continue;
            }
            wattHours(sample).ifPresent(wh -> {
                if (sample.phase() == null) {
                    totals.putIfAbsent(sample.effectiveContext(), wh);
                } else if (isPhase(sample.phase())) {
                    sums.merge(sample.effectiveContext(), wh, BigDecimal::add);
                }
            });
        }
        sums.forEach(totals::putIfAbsent);
        return totals;
    }

    private static boolean isOfRegister(SampledValue sample) {
        return sample.effectiveMeasurand().equals(SampledValue.ENERGY_IMPORT_REGISTER)
                && sample.effectiveLocation().equals("Outlet");
    }

    private static boolean isPhase(String phase) {
        return phase.equals("L1") || phase.equals("L2") || phase.equals("L3");
    }

    private static Optional<BigDecimal> wattHours(SampledValue sample) {
        return switch (sample.effectiveUnit().orElse("")) {
            case "Wh" -> sample.number();
            case "kWh" -> sample.number().map(WH_PER_KWH::multiply);
            default -> Optional.empty();
        };
    }
}
