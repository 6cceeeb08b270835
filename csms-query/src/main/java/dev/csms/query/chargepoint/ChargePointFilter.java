package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which charge points. */
public record ChargePointFilter(
        @Nullable RegistrationStatus registration,
        @Nullable RegistrationSource source,
        @Nullable Boolean connected,
        @Nullable String identityContains,
        @Nullable String vendor,
        @Nullable String model,
        @Nullable String firmwareVersion,
        @Nullable ChargePointStatus connectorStatus,
        @Nullable Instant notSeenSince,
        @Nullable String group) {

    static final ChargePointFilter ALL =
            new ChargePointFilter(null, null, null, null, null, null, null, null, null, null);

    static ChargePointFilter knocking() {
        return new ChargePointFilter(
                RegistrationStatus.PENDING,
                RegistrationSource.CONNECTION,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    Conditions conditions() {
        return new Conditions()
                .and("c.registration = :registration", "registration", registration)
                .and("c.source = :source", "source", source)
                .and("c.connected = :connected", "connected", connected)
                .and(
                        "position(:part in c.charge_point_id) > 0",
                        "part",
                        identityContains == null ? null : identityContains.toLowerCase(Locale.ROOT))
                .and("c.charge_point_vendor = :vendor", "vendor", vendor)
                .and("c.charge_point_model = :model", "model", model)
                .and("c.firmware_version = :firmwareVersion", "firmwareVersion", firmwareVersion)
                .and("""
                    exists (select 1 from connector
                        where connector.charge_point_id = c.charge_point_id and connector.status = :status)\
                    """, "status", connectorStatus)
                .and(
                        "coalesce(" + ChargePointQueries.LAST_SEEN + ", '-infinity') < :notSeenSince",
                        "notSeenSince",
                        notSeenSince)
                .and(
                        "c.charge_point_id in (select of_group.charge_point_id from charge_point_group of_group"
                                + " where of_group.group_name = :group)",
                        "group",
                        group);
    }
}
