package dev.csms.query.diagnostics;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a charge point has left with us, as it is shown.
 *
 * @param operationId of the upload that it belongs to
 * @param fileName    as the charge point calls it
 */
public record DiagnosticsFileView(
        String fileId,
        String operationId,
        @Nullable String fileName,
        long sizeBytes,
        String sha256,
        Instant receivedAt) {

    /** Where operators fetch it, at the port of GraphQL. */
    public String downloadPath() {
        return "/diagnostics/" + fileId;
    }

    static DiagnosticsFileView read(Row row) throws SQLException {
        return new DiagnosticsFileView(
                row.text("file_id"),
                row.text("diagnostics_upload_id"),
                row.nullableText("file_name"),
                row.bigint("size_bytes"),
                row.text("sha256"),
                row.instant("received_at"));
    }
}
