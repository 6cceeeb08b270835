package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.DataTransferStatus;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A vendor-specific message of a charge point. */
public record DataTransferView(
        long position,
        String vendorId,
        @Nullable String messageId,
        @Nullable String data,
        DataTransferStatus answered,
        @Nullable String answerData,
        Instant receivedAt) {

    static DataTransferView read(Row row) throws SQLException {
        return new DataTransferView(
                row.bigint("position"),
                row.text("vendor_id"),
                row.nullableText("message_id"),
                row.nullableText("data"),
                row.constant("answered", DataTransferStatus.class),
                row.nullableText("answer_data"),
                row.instant("received_at"));
    }
}
