package dev.csms.ocpp.v16;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetConfiguration: asks for configuration keys (OCPP 1.6 §5.8). */
interface GetConfiguration {

    /**
     * GetConfiguration.req (§6.23).
     *
     * @param key absent for all
     */
    record Request(@MaxLength(50) @Nullable List<String> key) {}

    /** GetConfiguration.conf (§6.24). */
    record Response(
            @Nullable List<KeyValue> configurationKey,
            @FreeText @Nullable List<String> unknownKey) {}

    /**
     * One key (§7.29).
     *
     * @param readonly false where that is not told: only an attempt to write it can tell
     * @param value    absent where the charge point does not tell; often longer than the 500 characters allowed
     */
    record KeyValue(
            @FreeText String key,
            @Expected boolean readonly,
            @FreeText @Nullable String value) {}
}
