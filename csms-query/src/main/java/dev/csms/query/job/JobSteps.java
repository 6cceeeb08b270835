package dev.csms.query.job;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code job_step}. */
@Component
public final class JobSteps {

    private static final BulkStatement STEP = BulkStatement.of("""
        insert into job_step (position, job_id, kind, status, detail, at)
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        on conflict (position) do nothing
        """);

    private final JdbcClient db;

    JobSteps(ReadSide readSide) {
        db = readSide.db();
    }

    /** One step of the story, told by an event. */
    public record Step(
            JobStepKind kind,
            @Nullable Enum<?> status,
            @Nullable String detail,
            Instant at) {

        public static Step of(JobStepKind kind, Instant at) {
            return new Step(kind, null, null, at);
        }

        public static Step reported(Enum<?> status, Instant at) {
            return new Step(JobStepKind.REPORTED, status, null, at);
        }

        public static Step reported(Enum<?> status, @Nullable String detail, Instant at) {
            return new Step(JobStepKind.REPORTED, status, detail, at);
        }

        public static Step of(JobStepKind kind, String detail, Instant at) {
            return new Step(kind, null, detail, at);
        }
    }

    public static void write(RowChanges row, EventMessage<?> message, String jobId, Step step) {
        Enum<?> status = step.status();
        row.insert(
                STEP,
                EventRows.position(message),
                jobId,
                step.kind(),
                status == null ? null : status.name(),
                step.detail(),
                step.at());
    }

    /** What a refusal says, as one text. */
    public static String problem(String errorCode, String description) {
        return description.isBlank() ? errorCode : errorCode + ": " + description;
    }

    /** By job, in their order. */
    public Map<String, List<JobStepView>> of(Collection<String> jobIds) {
        return db
                .sql("select * from job_step where job_id in (:ids) order by position")
                .param("ids", jobIds)
                .query(Row.mapper(JobStepView::read))
                .list()
                .stream()
                .collect(Collectors.groupingBy(JobStepView::jobId));
    }
}
