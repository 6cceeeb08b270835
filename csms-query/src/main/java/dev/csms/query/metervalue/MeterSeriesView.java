package dev.csms.query.metervalue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time series as it is shown. */
public record MeterSeriesView(
        String measurand,
        @Nullable String phase,
        String location,
        String context,
        @Nullable String unit,
        String format,
        List<Sample> samples) {

    /**
     * One sampled value.
     *
     * @param sampledAt charge point clock
     * @param text      signed data byte for byte, or what is no number
     */
    public record Sample(
            Instant sampledAt,
            @Nullable BigDecimal value,
            @Nullable String text) {}
}
