package dev.csms.domain.metervalue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sampled value as the charge point said it (OCPP 1.6 §7.43). Members it left out are null; {@code effective…}
 * gives what the specification assumes then. Texts are the specification's spelling where it has one, else what was
 * said: a vendor's measurand is data, not an error.
 *
 * @param value     decimal text, or signed data, byte for byte
 * @param context   such as {@code Sample.Periodic}
 * @param format    {@code Raw} or {@code SignedData}
 * @param measurand such as {@code Energy.Active.Import.Register}
 * @param phase     such as {@code L1} or {@code L1-N}; absent means the total
 * @param location  such as {@code Outlet}
 * @param unit      such as {@code Wh} or {@code kWh}
 */
public record SampledValue(
        String value,
        @Nullable String context,
        @Nullable String format,
        @Nullable String measurand,
        @Nullable String phase,
        @Nullable String location,
        @Nullable String unit) {

    public static final String ENERGY_IMPORT_REGISTER = "Energy.Active.Import.Register";

    /** The specification's (§7.31). */
    public static final List<String> MEASURANDS = List.of(
            "Current.Export",
            "Current.Import",
            "Current.Offered",
            "Energy.Active.Export.Interval",
            "Energy.Active.Export.Register",
            "Energy.Active.Import.Interval",
            ENERGY_IMPORT_REGISTER,
            "Energy.Reactive.Export.Interval",
            "Energy.Reactive.Export.Register",
            "Energy.Reactive.Import.Interval",
            "Energy.Reactive.Import.Register",
            "Frequency",
            "Power.Active.Export",
            "Power.Active.Import",
            "Power.Factor",
            "Power.Offered",
            "Power.Reactive.Export",
            "Power.Reactive.Import",
            "RPM",
            "SoC",
            "Temperature",
            "Voltage");

    /** The specification's (§7.34). */
    public static final List<String> PHASES =
            List.of("L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1");

    public String effectiveContext() {
        return context == null ? "Sample.Periodic" : context;
    }

    public String effectiveFormat() {
        return format == null ? "Raw" : format;
    }

    public String effectiveMeasurand() {
        return measurand == null ? ENERGY_IMPORT_REGISTER : measurand;
    }

    public String effectiveLocation() {
        return location == null ? "Outlet" : location;
    }

    /** The unit said, else Wh for the energy measurands, which is all the specification gives a default for. */
    public Optional<String> effectiveUnit() {
        if (unit != null) {
            return Optional.of(unit);
        }
        return effectiveMeasurand().startsWith("Energy.Active") ? Optional.of("Wh") : Optional.empty();
    }

    public boolean isSigned() {
        return "SignedData".equals(format);
    }

    /** The value as a number; empty for signed data and for what is no plain decimal. */
    public Optional<BigDecimal> number() {
        return isSigned() ? Optional.empty() : DecimalText.parse(value);
    }
}
