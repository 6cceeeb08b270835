package dev.csms.domain.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A key as its charge point reports it.
 *
 * @param key   in the charge point's spelling
 * @param value absent where it does not tell, and where it is a secret
 */
public record ReportedKey(
        String key, boolean readonly, @Nullable String value) {}
