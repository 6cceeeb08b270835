package dev.csms.query.job;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job as it is shown.
 *
 * @param position of its event in the log
 * @param status   name of a constant of the job's own status
 * @param at       our clock
 */
public record JobStepView(
        long position,
        String jobId,
        JobStepKind kind,
        @Nullable String status,
        @Nullable String detail,
        Instant at) {

    static JobStepView read(Row row) throws SQLException {
        return new JobStepView(
                row.bigint("position"),
                row.text("job_id"),
                row.constant("kind", JobStepKind.class),
                row.nullableText("status"),
                row.nullableText("detail"),
                row.instant("at"));
    }
}
