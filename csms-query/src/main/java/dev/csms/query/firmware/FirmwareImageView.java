package dev.csms.query.firmware;

import dev.csms.domain.firmware.FirmwareSignature;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A firmware image as it is shown.
 *
 * @param position of its event in the log
 * @param name     as its uploader calls it
 * @param sha256   64 hexadecimal digits
 * @param signingCertificate of its manufacturer, PEM, if it was handed in
 * @param signature base64, if it was handed in
 */
public record FirmwareImageView(
        String imageId,
        long position,
        String name,
        long sizeBytes,
        String sha256,
        @Nullable String signingCertificate,
        @Nullable String signature,
        Instant addedAt,
        @Nullable Instant deletedAt) {

    static final String TYPE = "FirmwareImage";

    public String id() {
        return GlobalId.of(TYPE, imageId);
    }

    public Optional<FirmwareSignature> signedBy() {
        return signingCertificate == null || signature == null
                ? Optional.empty()
                : Optional.of(new FirmwareSignature(signingCertificate, signature));
    }

    FirmwareImageView signed(FirmwareSignature by) {
        return new FirmwareImageView(
                imageId,
                position,
                name,
                sizeBytes,
                sha256,
                by.signingCertificate(),
                by.signature(),
                addedAt,
                deletedAt);
    }

    FirmwareImageView deleted(Instant at) {
        return new FirmwareImageView(
                imageId, position, name, sizeBytes, sha256, signingCertificate, signature, addedAt, at);
    }

    static FirmwareImageView read(Row row) throws SQLException {
        return new FirmwareImageView(
                row.text("image_id"),
                row.bigint("position"),
                row.text("name"),
                row.bigint("size_bytes"),
                row.text("sha256"),
                row.nullableText("signing_certificate"),
                row.nullableText("signature"),
                row.instant("added_at"),
                row.nullableInstant("deleted_at"));
    }
}
