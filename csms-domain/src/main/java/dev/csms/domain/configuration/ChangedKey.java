package dev.csms.domain.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A key that is not any more what it was when its charge point was last asked, or told.
 *
 * @param key in the charge point's spelling
 */
public record ChangedKey(
        String key,
        boolean readonly,
        @Nullable String value,
        boolean previousReadonly,
        @Nullable String previousValue) {}
