package dev.csms.query.chargingprofile;

import dev.csms.domain.chargingprofile.ChargingProfileEvent;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfileInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilePerhapsInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesDoubted;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesRemoved;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.CompositeScheduleReported;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.Keys;
import dev.csms.query.chargingprofile.ChargingProfileRow.Arrival;
import dev.csms.query.chargingprofile.ChargingProfileRow.Doubt;
import dev.csms.query.chargingprofile.ChargingProfileRow.End;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** The profiles of charge points, and the schedules that they report. */
@ProcessingGroup(ChargingProfileProjection.GROUP)
public final class ChargingProfileProjection {

    public static final String GROUP = OperationProjection.GROUP;

    private static final ChargingProfileTable PROFILES = new ChargingProfileTable();

    private static final BulkStatement REPORTED = BulkStatement.of("""
        insert into reported_schedule (position, charge_point_id, connector_id, operation_id, reported, expected,
            uncertain, reported_at)
        select * from unnest(?::bigint[], ?::text[], ?::int[], ?::text[], ?::jsonb[], ?::jsonb[], ?::bool[],
            ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public ChargingProfileProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(ChargingProfileEvent event, EventMessage<?> message) {
        long position = EventRows.position(message);
        rows.write(message, row -> {
            write(event, position, row);
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }

    private static void write(ChargingProfileEvent event, long position, RowChanges row) {
        switch (event) {
            case ChargingProfileInstalled installed -> {
                end(
                        row,
                        installed.replaced(),
                        new End(ProfileEnding.REPLACED, installed.operationId().value(), installed.installedAt()));
                Arrival arrival = Arrival.of(
                        installed.operationId(),
                        position,
                        installed.chargePointId(),
                        installed.connectorId(),
                        installed.profile(),
                        installed.transactionId(),
                        installed.installedAt());
                row.change(
                        PROFILES, arrival.operationId(), before -> ChargingProfileRow.arrived(before, arrival, null));
            }
            case ChargingProfilePerhapsInstalled perhaps -> {
                Doubt doubt = new Doubt(perhaps.operationId().value(), perhaps.at());
                doubt(row, perhaps.doubted(), doubt);
                Arrival arrival = Arrival.of(
                        perhaps.operationId(),
                        position,
                        perhaps.chargePointId(),
                        perhaps.connectorId(),
                        perhaps.profile(),
                        perhaps.transactionId(),
                        perhaps.at());
                row.change(
                        PROFILES, arrival.operationId(), before -> ChargingProfileRow.arrived(before, arrival, doubt));
            }
            case ChargingProfilesDoubted doubted ->
                doubt(row, doubted.profiles(), new Doubt(doubted.operationId().value(), doubted.at()));
            case ChargingProfilesRemoved removed -> {
                OperationId by = removed.operationId();
                end(
                        row,
                        removed.profiles(),
                        new End(
                                ProfileEnding.of(removed.cause()),
                                by == null ? null : by.value(),
                                removed.removedAt()));
            }
            case CompositeScheduleReported reported ->
                row.insert(
                        REPORTED,
                        position,
                        Keys.of(reported.chargePointId()),
                        reported.reported().connectorId(),
                        reported.operationId().value(),
                        ProfileJson.of(reported.reported()),
                        ProfileJson.of(reported.expected()),
                        reported.uncertain(),
                        reported.reportedAt());
        }
    }

    private static void doubt(RowChanges row, List<OperationId> profiles, Doubt doubt) {
        profiles.forEach(it -> row.change(PROFILES, it.value(), before -> ChargingProfileRow.doubted(before, doubt)));
    }

    private static void end(RowChanges row, List<OperationId> profiles, End end) {
        profiles.forEach(it -> row.change(PROFILES, it.value(), before -> ChargingProfileRow.ended(before, end)));
    }
}
