package dev.csms.query.anomaly;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Counts what had to be mended in the messages of charge points that are read leniently. No events: too many. */
@Component
public final class DeviationLog {

    private static final int LONGEST_EXAMPLE = 500;

    private static final BulkStatement DEVIATION = BulkStatement.of("""
        insert into deviation (charge_point_id, kind, member, count, first_seen_at, last_seen_at, last_example)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[],
            ?::text[])
        on conflict (charge_point_id, kind, member) do update set
            count = deviation.count + excluded.count,
            first_seen_at = least(deviation.first_seen_at, excluded.first_seen_at),
            last_seen_at = greatest(deviation.last_seen_at, excluded.last_seen_at),
            last_example = excluded.last_example
        """);

    /**
     * Deviations of one kind since the last time that they were recorded.
     *
     * @param kind    what was wrong, in upper case with underscores
     * @param member  of the message, such as {@code StatusNotification.timestamp}
     * @param example the last one, as it came
     */
    public record Deviation(
            ChargePointId chargePointId,
            String kind,
            String member,
            long count,
            Instant firstSeenAt,
            Instant lastSeenAt,
            String example) {}

    private final JdbcOperations db;

    DeviationLog(JdbcOperations db) {
        this.db = db;
    }

    /** Adds all with one statement. A charge point, kind and member must be in it once. */
    public void record(Collection<Deviation> deviations) {
        List<Object[]> rows = deviations.stream()
                .sorted(Comparator.comparing(
                                (Deviation it) -> Keys.of(it.chargePointId())) // nodes lock rows in one order
                        .thenComparing(Deviation::kind)
                        .thenComparing(Deviation::member))
                .map(it -> new Object[] {
                    Keys.of(it.chargePointId()),
                    it.kind(),
                    it.member(),
                    it.count(),
                    it.firstSeenAt(),
                    it.lastSeenAt(),
                    it.example().length() <= LONGEST_EXAMPLE
                            ? it.example()
                            : it.example().substring(0, LONGEST_EXAMPLE)
                })
                .toList();
        DEVIATION.execute(db, rows);
    }
}
