package dev.csms.query.firmware;

import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A firmware image as it is shown.
 *
 * @param position of its event in the log
 * @param name     as its uploader calls it
 * @param sha256   64 hexadecimal digits
 */
public record FirmwareImageView(
        String imageId,
        long position,
        String name,
        long sizeBytes,
        String sha256,
        Instant addedAt,
        @Nullable Instant deletedAt) {

    static final String TYPE = "FirmwareImage";

    public String id() {
        return GlobalId.of(TYPE, imageId);
    }

    static FirmwareImageView read(Row row) throws SQLException {
        return new FirmwareImageView(
                row.text("image_id"),
                row.bigint("position"),
                row.text("name"),
                row.bigint("size_bytes"),
                row.text("sha256"),
                row.instant("added_at"),
                row.nullableInstant("deleted_at"));
    }
}
