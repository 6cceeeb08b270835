package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit from some second of a schedule until its next period (OCPP 1.6 §7.14). Nothing is checked here; see
 * {@link ProposedProfile}.
 *
 * @param startPeriod  seconds from the start of the schedule; 0 in the first period
 * @param limit        in the schedule's chargingRateUnit, 0 or more, one decimal
 * @param numberPhases 1 to 3; absent means 3
 */
public record ChargingSchedulePeriod(
        int startPeriod, BigDecimal limit, @Nullable Integer numberPhases) {

    public ChargingSchedulePeriod {
        Objects.requireNonNull(limit, "limit");
    }
}
