package dev.csms.query.securityevent;

import dev.csms.domain.securityevent.SecurityEvent;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventNoted;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.query.Keys;
import dev.csms.query.anomaly.AnomalyProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.SecurityEventRecorded;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.util.Locale;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Every security event, for the operator. */
@ProcessingGroup(AnomalyProjection.GROUP)
public final class SecurityEventProjection {

    private static final BulkStatement SECURITY_EVENT = BulkStatement.of("""
        insert into security_event (position, source, type, known, critical, culprit, charge_point_id, description,
            times, occurred_at, recorded_at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::text[], ?::text[],
            ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final EventRows rows;

    public SecurityEventProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(SecurityEvent event, EventMessage<?> message) {
        long position = EventRows.position(message);
        rows.write(message, row -> {
            switch (event) {
                case SecurityEventReported reported -> insert(row, position, reported);
                case SecurityEventNoted noted -> insert(row, position, noted);
            }
            row.announce(new SecurityEventRecorded(position));
        });
    }

    private static void insert(RowChanges row, long position, SecurityEventReported reported) {
        row.insert(
                SECURITY_EVENT,
                position,
                SecurityEventSource.THEIRS,
                reported.type(),
                reported.known() != null,
                reported.critical(),
                reported.chargePointId().value(),
                Keys.of(reported.chargePointId()),
                reported.techInfo(),
                1L,
                reported.occurredAt(),
                reported.receivedAt());
    }

    private static void insert(RowChanges row, long position, SecurityEventNoted noted) {
        row.insert(
                SECURITY_EVENT,
                position,
                SecurityEventSource.OURS,
                noted.type(),
                true,
                noted.critical(),
                noted.culprit(),
                noted.culprit().toLowerCase(Locale.ROOT),
                noted.description(),
                noted.times(),
                noted.notedAt(),
                noted.notedAt());
    }
}
