package dev.csms.query.firmware;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Table {@code firmware_image}. */
final class FirmwareImageTable implements StateTable<String, FirmwareImageView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select * from firmware_image where image_id = any(?::text[])
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

    @Override
    public Map<String, FirmwareImageView> load(JdbcOperations db, Collection<String> ids) {
        return LOAD
                .query(db, ids.stream().map(id -> new Object[] {id}).toList(), Row.mapper(FirmwareImageView::read))
                .stream()
                .collect(Collectors.toMap(FirmwareImageView::imageId, Function.identity()));
    }

    @Override
    public void store(JdbcOperations db, Collection<FirmwareImageView> images) {
        STORE.execute(db, images.stream().map(FirmwareImageTable::values).toList());
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
