package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.DiagnosticsStatus;
import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A charge point as it is shown.
 *
 * @param chargePointId its key in all tables
 * @param identity      in the spelling of its registration
 * @param sessionId     of its latest connection, open or ended
 */
public record ChargePointView(
        String chargePointId,
        String identity,
        RegistrationStatus registration,
        RegistrationSource source,
        MessagePolicy messagePolicy,
        ChargePointOptions options,
        @Nullable Integer intervalSeconds,
        Instant registeredAt,
        @Nullable BootView boot,
        boolean connected,
        @Nullable Instant connectionChangedAt,
        @Nullable String sessionId,
        @Nullable Instant lastSeen,
        @Nullable FirmwareStatus firmwareStatus,
        @Nullable Instant firmwareStatusAt,
        @Nullable DiagnosticsStatus diagnosticsStatus,
        @Nullable Instant diagnosticsStatusAt) {

    static final String TYPE = "ChargePoint";

    public String id() {
        return GlobalId.of(TYPE, chargePointId);
    }

    static ChargePointView read(Row row) throws SQLException {
        return new ChargePointView(
                row.text("charge_point_id"),
                row.text("identity"),
                row.constant("registration", RegistrationStatus.class),
                row.constant("source", RegistrationSource.class),
                row.constant("message_policy", MessagePolicy.class),
                ChargePointTable.options(row),
                row.nullableInteger("interval_seconds"),
                row.instant("registered_at"),
                boot(row),
                row.bool("connected"),
                row.nullableInstant("connection_changed_at"),
                row.nullableText("session_id"),
                row.nullableInstant("last_seen"),
                row.nullableConstant("firmware_status", FirmwareStatus.class),
                row.nullableInstant("firmware_status_at"),
                row.nullableConstant("diagnostics_status", DiagnosticsStatus.class),
                row.nullableInstant("diagnostics_status_at"));
    }

    private static @Nullable BootView boot(Row row) throws SQLException {
        Instant bootedAt = row.nullableInstant("booted_at");
        return bootedAt == null
                ? null
                : BootView.of(
                        0,
                        row.text("boot_session_id"),
                        bootedAt,
                        row.constant("boot_answered", RegistrationStatus.class),
                        row.integer("boot_interval_seconds"),
                        ChargePointTable.bootData(row));
    }
}
