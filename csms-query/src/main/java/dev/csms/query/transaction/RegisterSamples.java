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
 * the registers of start and stop. In which order they are heard of does not matter; of those of one instant, the first
 * one stands.
 *
 * @param begin the earliest of context Transaction.Begin
 * @param end   the latest of context Transaction.End
 * @param first the earliest other one
 * @param last  the latest other one
 */
record RegisterSamples(
        @Nullable Reading begin,
        @Nullable Reading end,
        @Nullable Reading first,
        @Nullable Reading last) {

    static final RegisterSamples NONE = new RegisterSamples(null, null, null, null);

    private static final BigDecimal WH_PER_KWH = BigDecimal.valueOf(1000);

    /** @param at charge point clock; null where it was not kept */
    record Reading(BigDecimal wh, @Nullable Instant at) {

        static @Nullable Reading of(@Nullable BigDecimal wh, @Nullable Instant at) {
            return wh == null ? null : new Reading(wh, at);
        }

        private static @Nullable Reading earlier(@Nullable Reading known, @Nullable Reading said) {
            if (known == null || said == null) {
                return known == null ? said : known;
            }
            return known.at == null || said.at != null && said.at.isBefore(known.at) ? said : known;
        }

        private static @Nullable Reading later(@Nullable Reading known, @Nullable Reading said) {
            if (known == null || said == null) {
                return known == null ? said : known;
            }
            return known.at == null || said.at != null && said.at.isAfter(known.at) ? said : known;
        }
    }

    static boolean anyIn(List<MeterValue> meterValues) {
        return meterValues.stream()
                .flatMap(value -> value.sampledValues().stream())
                .anyMatch(RegisterSamples::isOfRegister);
    }

    RegisterSamples with(List<MeterValue> meterValues) {
        RegisterSamples samples = this;
        for (MeterValue value : meterValues) {
            for (Map.Entry<String, BigDecimal> reading : readings(value).entrySet()) {
                samples = samples.with(reading.getKey(), new Reading(reading.getValue(), value.sampledAt()));
            }
        }
        return samples;
    }

    private RegisterSamples with(String context, Reading reading) {
        return switch (context) {
            case "Transaction.Begin" -> new RegisterSamples(Reading.earlier(begin, reading), end, first, last);
            case "Transaction.End" -> new RegisterSamples(begin, Reading.later(end, reading), first, last);
            default -> new RegisterSamples(begin, end, Reading.earlier(first, reading), Reading.later(last, reading));
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
