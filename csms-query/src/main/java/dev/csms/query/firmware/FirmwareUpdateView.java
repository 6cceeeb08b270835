package dev.csms.query.firmware;

import dev.csms.domain.chargepoint.FirmwareStatus;
import dev.csms.domain.firmware.FirmwareUpdateState;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A firmware update as it is shown, and as its row is.
 *
 * @param operationId   of the operation that asks for it; its key
 * @param chargePointId key of the charge point
 * @param position      of its request in the log
 * @param location      URI, or a reference to an image of ours
 * @param imageId       absent for firmware that is kept elsewhere
 * @param retryInterval seconds
 * @param requestId     by which the charge point reports of it; only where the firmware is signed
 * @param status        as last reported
 * @param problem       what a refusal said, or why there was no answer
 */
public record FirmwareUpdateView(
        String operationId,
        String chargePointId,
        long position,
        FirmwareUpdateState state,
        String location,
        @Nullable String imageId,
        Instant retrieveDate,
        @Nullable Integer retries,
        @Nullable Integer retryInterval,
        @Nullable Instant installDate,
        @Nullable Integer requestId,
        @Nullable FirmwareStatus status,
        @Nullable Instant statusAt,
        @Nullable String problem,
        @Nullable String supersededBy,
        Instant requestedAt,
        Instant changedAt) {

    static final String TYPE = "FirmwareUpdate";

    public String id() {
        return GlobalId.of(TYPE, operationId);
    }

    public boolean signed() {
        return requestId != null;
    }

    FirmwareUpdateView in(FirmwareUpdateState other, Instant at) {
        return with(other, status, statusAt, problem, supersededBy, at);
    }

    FirmwareUpdateView reported(FirmwareUpdateState other, FirmwareStatus news, Instant at) {
        return with(other, news, at, problem, supersededBy, at);
    }

    FirmwareUpdateView withProblem(FirmwareUpdateState other, String news, Instant at) {
        return with(other, status, statusAt, news, supersededBy, at);
    }

    FirmwareUpdateView superseded(FirmwareUpdateState other, String by, Instant at) {
        return with(other, status, statusAt, problem, by, at);
    }

    private FirmwareUpdateView with(
            FirmwareUpdateState newState,
            @Nullable FirmwareStatus newStatus,
            @Nullable Instant newStatusAt,
            @Nullable String newProblem,
            @Nullable String newSupersededBy,
            Instant at) {
        return new FirmwareUpdateView(
                operationId,
                chargePointId,
                position,
                newState,
                location,
                imageId,
                retrieveDate,
                retries,
                retryInterval,
                installDate,
                requestId,
                newStatus,
                newStatusAt,
                newProblem,
                newSupersededBy,
                requestedAt,
                at);
    }

    static FirmwareUpdateView read(Row row) throws SQLException {
        return new FirmwareUpdateView(
                row.text("firmware_update_id"),
                row.text("charge_point_id"),
                row.bigint("position"),
                row.constant("state", FirmwareUpdateState.class),
                row.text("location"),
                row.nullableText("image_id"),
                row.instant("retrieve_date"),
                row.nullableInteger("retries"),
                row.nullableInteger("retry_interval"),
                row.nullableInstant("install_date"),
                row.nullableInteger("request_id"),
                row.nullableConstant("status", FirmwareStatus.class),
                row.nullableInstant("status_at"),
                row.nullableText("problem"),
                row.nullableText("superseded_by"),
                row.instant("requested_at"),
                row.instant("changed_at"));
    }
}
