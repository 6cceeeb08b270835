package dev.csms.ocpp.v16;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an idTag is allowed to do (OCPP 1.6 §7.27).
 *
 * @param expiryDate  when the charge point should drop the idTag from its cache; absent means it need not
 * @param parentIdTag the group that the idTag belongs to
 */
record IdTagInfo(
        AuthorizationStatus status,
        @Nullable Instant expiryDate,
        @IdToken @Nullable String parentIdTag) {

    static IdTagInfo of(dev.csms.domain.idtag.IdTagInfo info) {
        IdTagId parent = info.parentIdTag();
        return new IdTagInfo(info.status(), info.expiresAt(), parent == null ? null : parent.value());
    }
}
