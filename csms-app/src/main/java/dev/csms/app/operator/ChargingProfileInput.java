package dev.csms.app.operator;

import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ChargingSchedule;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.query.graphql.QueryProblem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charging profile as operators give one, in OCPP's words (§7.8).
 *
 * @param chargingProfileId absent to be given a new one
 */
record ChargingProfileInput(
        @Nullable Integer chargingProfileId,
        @Nullable Integer transactionId,
        int stackLevel,
        ChargingProfilePurpose chargingProfilePurpose,
        ChargingProfileKind chargingProfileKind,
        @Nullable RecurrencyKind recurrencyKind,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        ScheduleInput chargingSchedule) {

    /** A number needs more to be written than it is worth beyond this. */
    private static final int MOST_DIGITS = 12;

    record ScheduleInput(
            @Nullable Integer duration,
            @Nullable Instant startSchedule,
            ChargingRateUnit chargingRateUnit,
            @Nullable BigDecimal minChargingRate,
            List<PeriodInput> chargingSchedulePeriod) {

        private ChargingSchedule schedule() {
            return new ChargingSchedule(
                    duration,
                    startSchedule,
                    chargingRateUnit,
                    minChargingRate == null ? null : writable("minChargingRate", minChargingRate),
                    chargingSchedulePeriod.stream().map(PeriodInput::period).toList());
        }
    }

    record PeriodInput(
            int startPeriod, BigDecimal limit, @Nullable Integer numberPhases) {

        private ChargingSchedulePeriod period() {
            return new ChargingSchedulePeriod(startPeriod, writable("limit", limit), numberPhases);
        }
    }

    ChargingProfile profile(ChargingProfileIds ids) {
        return new ChargingProfile(
                chargingProfileId == null ? ids.next() : chargingProfileId,
                transactionId,
                stackLevel,
                chargingProfilePurpose,
                chargingProfileKind,
                recurrencyKind,
                validFrom,
                validTo,
                chargingSchedule.schedule());
    }

    private static BigDecimal writable(String name, BigDecimal number) {
        if ((long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw QueryProblem.badUserInput(
                    name + " must have at most " + MOST_DIGITS + " digits on either side of the point");
        }
        return number;
    }
}
