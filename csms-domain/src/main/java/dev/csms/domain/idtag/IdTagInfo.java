package dev.csms.domain.idtag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point is told of an idTag (OCPP 1.6 §7.27).
 *
 * @param expiresAt    when the charge point should forget the tag; absent for no end
 * @param parentIdTag  group the tag belongs to
 */
public record IdTagInfo(
        AuthorizationStatus status,
        @Nullable Instant expiresAt,
        @Nullable IdTagId parentIdTag) {

    public static final IdTagInfo INVALID = new IdTagInfo(AuthorizationStatus.INVALID, null, null);

    IdTagInfo withStatus(AuthorizationStatus other) {
        return new IdTagInfo(other, expiresAt, parentIdTag);
    }
}
