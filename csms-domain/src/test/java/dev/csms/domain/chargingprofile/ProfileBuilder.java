package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Profiles for tests: what a test does not name is as simple as can be. */
final class ProfileBuilder {

    private final ChargingProfilePurpose purpose;
    private int id = 1;
    private @Nullable Integer transactionId;
    private int stackLevel;
    private ChargingProfileKind kind = ChargingProfileKind.RELATIVE;
    private @Nullable RecurrencyKind recurrencyKind;
    private @Nullable Instant validFrom;
    private @Nullable Instant validTo;
    private @Nullable Integer duration;
    private @Nullable Instant startSchedule;
    private ChargingRateUnit unit = ChargingRateUnit.A;
    private @Nullable BigDecimal minChargingRate;
    private final List<ChargingSchedulePeriod> periods = new ArrayList<>();

    private ProfileBuilder(ChargingProfilePurpose purpose) {
        this.purpose = purpose;
    }

    static ProfileBuilder chargePointMax() {
        return new ProfileBuilder(ChargingProfilePurpose.CHARGE_POINT_MAX_PROFILE);
    }

    static ProfileBuilder txDefault() {
        return new ProfileBuilder(ChargingProfilePurpose.TX_DEFAULT_PROFILE);
    }

    static ProfileBuilder txProfile() {
        return new ProfileBuilder(ChargingProfilePurpose.TX_PROFILE);
    }

    ProfileBuilder id(int chargingProfileId) {
        id = chargingProfileId;
        return this;
    }

    ProfileBuilder transactionId(@Nullable Integer value) {
        transactionId = value;
        return this;
    }

    ProfileBuilder level(int value) {
        stackLevel = value;
        return this;
    }

    ProfileBuilder kind(ChargingProfileKind value) {
        kind = value;
        return this;
    }

    ProfileBuilder recurrencyKind(@Nullable RecurrencyKind value) {
        recurrencyKind = value;
        return this;
    }

    ProfileBuilder startSchedule(@Nullable Instant value) {
        startSchedule = value;
        return this;
    }

    ProfileBuilder absolute(String start) {
        return kind(ChargingProfileKind.ABSOLUTE).startSchedule(Instant.parse(start));
    }

    ProfileBuilder recurring(RecurrencyKind recurrency, String start) {
        return kind(ChargingProfileKind.RECURRING).recurrencyKind(recurrency).startSchedule(Instant.parse(start));
    }

    ProfileBuilder validFrom(@Nullable Instant value) {
        validFrom = value;
        return this;
    }

    ProfileBuilder validTo(@Nullable Instant value) {
        validTo = value;
        return this;
    }

    ProfileBuilder duration(@Nullable Integer seconds) {
        duration = seconds;
        return this;
    }

    ProfileBuilder unit(ChargingRateUnit value) {
        unit = value;
        return this;
    }

    ProfileBuilder minChargingRate(String value) {
        minChargingRate = new BigDecimal(value);
        return this;
    }

    ProfileBuilder period(int start, String limit) {
        return period(start, limit, null);
    }

    ProfileBuilder period(int start, String limit, @Nullable Integer phases) {
        periods.add(new ChargingSchedulePeriod(start, new BigDecimal(limit), phases));
        return this;
    }

    ProfileBuilder limit(String limit) {
        return period(0, limit);
    }

    ChargingProfile build() {
        return new ChargingProfile(
                id,
                transactionId,
                stackLevel,
                purpose,
                kind,
                recurrencyKind,
                validFrom,
                validTo,
                new ChargingSchedule(duration, startSchedule, unit, minChargingRate, periods));
    }
}
