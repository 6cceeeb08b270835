package dev.csms.query.chargingprofile;

import dev.csms.query.chargingprofile.ChargingProfileRow.Arrival;
import dev.csms.query.chargingprofile.ChargingProfileRow.Doubt;
import dev.csms.query.chargingprofile.ChargingProfileRow.End;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Table {@code charging_profile}, by the operation that brought the profile. */
final class ChargingProfileTable extends StateTable<String, ChargingProfileRow> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select operation_id, position, charge_point_id, connector_id, purpose, stack_level,
            charging_profile_id, profile, transaction_id, installed_at, doubted_by, doubted_since,
            end_cause, ended_by, ended_at
        from charging_profile where operation_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into charging_profile (operation_id, position, charge_point_id, connector_id, purpose, stack_level,
            charging_profile_id, profile, transaction_id, installed_at, doubted_by, doubted_since, end_cause, ended_by,
            ended_at)
        select * from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::int[], ?::int[], ?::jsonb[],
            ?::int[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[])
        on conflict (operation_id) do update set
            transaction_id = excluded.transaction_id,
            installed_at = excluded.installed_at,
            doubted_by = excluded.doubted_by,
            doubted_since = excluded.doubted_since,
            end_cause = excluded.end_cause,
            ended_by = excluded.ended_by,
            ended_at = excluded.ended_at
        """);

    ChargingProfileTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                ChargingProfileTable::read,
                row -> row.arrival().operationId(),
                ChargingProfileTable::values);
    }

    private static @Nullable Object[] values(ChargingProfileRow row) {
        Arrival arrival = row.arrival();
        Doubt doubt = row.doubt();
        End end = row.end();
        return new @Nullable Object[] {
            arrival.operationId(),
            arrival.position(),
            arrival.chargePointId(),
            arrival.connectorId(),
            arrival.profile().purpose(),
            arrival.profile().stackLevel(),
            arrival.profile().chargingProfileId(),
            ProfileJson.of(arrival.profile()),
            arrival.transactionId(),
            arrival.installedAt(),
            doubt == null ? null : doubt.operationId(),
            doubt == null ? null : doubt.since(),
            end == null ? null : end.cause(),
            end == null ? null : end.operationId(),
            end == null ? null : end.at()
        };
    }

    static ChargingProfileRow read(Row row) throws SQLException {
        String doubtedBy = row.nullableText("doubted_by");
        Instant endedAt = row.nullableInstant("ended_at");
        return new ChargingProfileRow(
                new Arrival(
                        row.text("operation_id"),
                        row.bigint("position"),
                        row.text("charge_point_id"),
                        row.integer("connector_id"),
                        ProfileJson.profile(row.text("profile")),
                        row.nullableInteger("transaction_id"),
                        row.instant("installed_at")),
                doubtedBy == null ? null : new Doubt(doubtedBy, row.instant("doubted_since")),
                endedAt == null
                        ? null
                        : new End(
                                row.constant("end_cause", ProfileEnding.class), row.nullableText("ended_by"), endedAt));
    }
}
