package dev.csms.query.chargingprofile;

import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ChargingSchedule;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import dev.csms.domain.chargingprofile.InstalledProfile;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.query.sql.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile as it is shown. */
public record ChargingProfileView(ChargingProfileRow row) {

    /** In OCPP's words (§7.13). */
    public record ScheduleView(
            @Nullable Integer duration,
            @Nullable Instant startSchedule,
            ChargingRateUnit chargingRateUnit,
            @Nullable BigDecimal minChargingRate,
            List<ChargingSchedulePeriod> chargingSchedulePeriod) {

        static ScheduleView of(ChargingSchedule schedule) {
            return new ScheduleView(
                    schedule.duration(),
                    schedule.startSchedule(),
                    schedule.chargingRateUnit(),
                    schedule.minChargingRate(),
                    schedule.periods());
        }
    }

    /** @param operationId by which it is known, if it is one */
    public record EndView(ProfileEnding cause, @Nullable String operationId, Instant endedAt) {}

    static ChargingProfileView read(Row row) throws SQLException {
        return new ChargingProfileView(ChargingProfileTable.read(row));
    }

    private ChargingProfile profile() {
        return row.arrival().profile();
    }

    /** As the arithmetic of limits takes it. */
    InstalledProfile installed() {
        return new InstalledProfile(connectorId(), profile().of(transactionId()));
    }

    String chargePointId() {
        return row.arrival().chargePointId();
    }

    long position() {
        return row.arrival().position();
    }

    public int connectorId() {
        return row.arrival().connectorId();
    }

    public int chargingProfileId() {
        return profile().chargingProfileId();
    }

    public @Nullable Integer transactionId() {
        return row.arrival().transactionId();
    }

    public int stackLevel() {
        return profile().stackLevel();
    }

    public ChargingProfilePurpose chargingProfilePurpose() {
        return profile().purpose();
    }

    public ChargingProfileKind chargingProfileKind() {
        return profile().kind();
    }

    public @Nullable RecurrencyKind recurrencyKind() {
        return profile().recurrencyKind();
    }

    public @Nullable Instant validFrom() {
        return profile().validFrom();
    }

    public @Nullable Instant validTo() {
        return profile().validTo();
    }

    public ScheduleView chargingSchedule() {
        return ScheduleView.of(profile().chargingSchedule());
    }

    public String operationId() {
        return row.arrival().operationId();
    }

    public Instant installedAt() {
        return row.arrival().installedAt();
    }

    public boolean uncertain() {
        return row.doubt() != null;
    }

    public @Nullable String doubtedBy() {
        ChargingProfileRow.Doubt doubt = row.doubt();
        return doubt == null ? null : doubt.operationId();
    }

    public @Nullable Instant doubtedSince() {
        ChargingProfileRow.Doubt doubt = row.doubt();
        return doubt == null ? null : doubt.since();
    }

    public @Nullable EndView end() {
        ChargingProfileRow.End end = row.end();
        return end == null ? null : new EndView(end.cause(), end.operationId(), end.at());
    }
}
