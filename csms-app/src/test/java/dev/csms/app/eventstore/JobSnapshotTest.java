package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.JobKind;
import dev.csms.domain.operation.LogType;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationEvent.OperationSent;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Operations;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetDiagnostics;
import dev.csms.domain.operation.Request.GetLog;
import dev.csms.domain.operation.Request.UpdateFirmware;
import java.time.Instant;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;

class JobSnapshotTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperationId FIRST = new OperationId("op-1");
    private static final OperationId SECOND = new OperationId("op-2");

    private final Serializer snapshots = SnapshotJson.serializer();

    @Test
    void the_jobs_of_a_charge_point_are_still_known() {
        Operations operations = new Operations();
        operations.on(requested(FIRST, new UpdateFirmware("http://host/v2.bin", NOON, null, null)));
        operations.on(new OperationSent(CP, FIRST, new SessionId("s-1"), NOON));
        operations.on(requested(SECOND, new GetDiagnostics("http://host/", null, null, null, null)));

        Operations loaded = snapshots.deserialize(snapshots.serialize(operations, String.class));

        assertThat(loaded.jobs(JobKind.FIRMWARE_UPDATE)).containsExactly(FIRST);
        assertThat(loaded.sentJobs(JobKind.FIRMWARE_UPDATE)).containsExactly(FIRST);
        assertThat(loaded.jobs(JobKind.DIAGNOSTICS_UPLOAD)).containsExactly(SECOND);
        assertThat(loaded.sentJobs(JobKind.DIAGNOSTICS_UPLOAD)).isEmpty();
    }

    @Test
    void the_number_by_which_a_job_is_reported_is_still_known() {
        Operations operations = new Operations();
        operations.on(requested(FIRST, new GetLog(LogType.SECURITY_LOG, 7, "http://host/", null, null, null, null)));
        operations.on(new OperationSent(CP, FIRST, new SessionId("s-1"), NOON));

        Operations loaded = snapshots.deserialize(snapshots.serialize(operations, String.class));

        assertThat(loaded.sentJob(JobKind.DIAGNOSTICS_UPLOAD, 7)).hasValue(FIRST);
        assertThat(loaded.sentJob(JobKind.DIAGNOSTICS_UPLOAD, 8)).isEmpty();
        assertThat(loaded.sentJob(JobKind.FIRMWARE_UPDATE, 7)).isEmpty();
    }

    private static OperationRequested requested(OperationId id, Request request) {
        return new OperationRequested(CP, id, request, Delivery.UNTIL_DEADLINE, NOON, false, null, null, NOON);
    }
}
