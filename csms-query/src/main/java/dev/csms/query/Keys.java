package dev.csms.query;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.IdTagId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How identities that are compared without regard to case are spelled in key columns. */
public final class Keys {

    private Keys() {}

    public static String of(ChargePointId id) {
        return id.value().toLowerCase(Locale.ROOT);
    }

    public static String of(IdTagId idTag) {
        return idTag.value().toLowerCase(Locale.ROOT);
    }

    /** @param text an identity or idTag as somebody has typed it; need not be one */
    public static @Nullable String ofTyped(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    public static @Nullable String ofNullable(@Nullable IdTagId idTag) {
        return idTag == null ? null : of(idTag);
    }
}
