package dev.csms.query.firmware;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code firmware_image}. */
final class FirmwareImageTable extends StateTable<String, FirmwareImageView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select image_id, position, name, size_bytes, sha256, signing_certificate, signature,
            added_at, deleted_at
        from firmware_image where image_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into firmware_image (image_id, position, name, size_bytes, sha256, signing_certificate, signature, added_at,
            deleted_at)
        select * from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
            ?::timestamptz[], ?::timestamptz[])
        on conflict (image_id) do update set
            signing_certificate = excluded.signing_certificate,
            signature = excluded.signature,
            deleted_at = excluded.deleted_at
        """);

    FirmwareImageTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                FirmwareImageView::read,
                FirmwareImageView::imageId,
                FirmwareImageTable::values);
    }

    private static @Nullable Object[] values(FirmwareImageView image) {
        return new @Nullable Object[] {
            image.imageId(),
            image.position(),
            image.name(),
            image.sizeBytes(),
            image.sha256(),
            image.signingCertificate(),
            image.signature(),
            image.addedAt(),
            image.deletedAt()
        };
    }
}
