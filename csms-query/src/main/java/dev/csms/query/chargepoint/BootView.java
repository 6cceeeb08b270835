package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A BootNotification and its answer. */
public record BootView(
        long position,
        String sessionId,
        Instant receivedAt,
        RegistrationStatus answered,
        int intervalSeconds,
        @Nullable String chargePointVendor,
        @Nullable String chargePointModel,
        @Nullable String chargePointSerialNumber,
        @Nullable String chargeBoxSerialNumber,
        @Nullable String firmwareVersion,
        @Nullable String iccid,
        @Nullable String imsi,
        @Nullable String meterType,
        @Nullable String meterSerialNumber) {

    static BootView of(
            long position,
            String sessionId,
            Instant receivedAt,
            RegistrationStatus answered,
            int intervalSeconds,
            BootData data) {
        return new BootView(
                position,
                sessionId,
                receivedAt,
                answered,
                intervalSeconds,
                data.chargePointVendor(),
                data.chargePointModel(),
                data.chargePointSerialNumber(),
                data.chargeBoxSerialNumber(),
                data.firmwareVersion(),
                data.iccid(),
                data.imsi(),
                data.meterType(),
                data.meterSerialNumber());
    }

    static BootView read(Row row) throws SQLException {
        return of(
                row.bigint("position"),
                row.text("session_id"),
                row.instant("received_at"),
                row.constant("answered", RegistrationStatus.class),
                row.integer("interval_seconds"),
                ChargePointTable.bootData(row));
    }
}
