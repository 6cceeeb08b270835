package dev.csms.domain.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A configuration key of the specification.
 *
 * @param unit        of its number; absent where it has none
 * @param description what it makes a charge point do, in a sentence
 */
public record StandardKey(
        String name,
        FeatureProfile profile,
        KeyAccess access,
        KeyType type,
        @Nullable String unit,
        String description) {}
