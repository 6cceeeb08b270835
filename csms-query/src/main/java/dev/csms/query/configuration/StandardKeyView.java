package dev.csms.query.configuration;

import dev.csms.domain.configuration.FeatureProfile;
import dev.csms.domain.configuration.KeyAccess;
import dev.csms.domain.configuration.KeyType;
import dev.csms.domain.configuration.StandardKey;
import org.jspecify.annotations.Nullable;

/** What the specification says of a key. */
public record StandardKeyView(
        String name,
        FeatureProfile profile,
        KeyAccess access,
        ValueType type,
        @Nullable String unit,
        String description) {

    /** What a value is, as text. */
    public enum ValueType {
        BOOLEAN,
        INTEGER,
        LIST,
        TEXT
    }

    static StandardKeyView of(StandardKey key) {
        return new StandardKeyView(
                key.name(), key.profile(), key.access(), typeOf(key.type()), key.unit(), key.description());
    }

    private static ValueType typeOf(KeyType type) {
        return switch (type) {
            case KeyType.Truth _ -> ValueType.BOOLEAN;
            case KeyType.Whole _ -> ValueType.INTEGER;
            case KeyType.CommaSeparated _ -> ValueType.LIST;
            case KeyType.Text _ -> ValueType.TEXT;
        };
    }
}
