package dev.csms.domain.configuration;

import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysAppeared;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysVanished;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuePending;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValueSet;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuesChanged;
import dev.csms.domain.configuration.ConfigurationEvent.PendingConfigurationValueTookEffect;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a charge point's configuration; immutable. Keys of the map and the set are comparable.
 *
 * @param unknown  keys that the charge point said it does not know
 * @param complete all keys have been reported at least once
 */
record ConfigurationState(Map<String, KnownKey> keys, Set<String> unknown, boolean complete) {

    static final ConfigurationState EMPTY = new ConfigurationState(Map.of(), Set.of(), false);

    @Nullable
    KnownKey find(String key) {
        return keys.get(KnownKey.comparable(key));
    }

    ConfigurationState after(ConfigurationEvent event) {
        Map<String, KnownKey> newKeys = new LinkedHashMap<>(keys);
        Set<String> newUnknown = new LinkedHashSet<>(unknown);
        boolean nowComplete = complete;
        switch (event) {
            case ConfigurationRead read -> {
                read.unknownKeys().forEach(key -> newUnknown.add(KnownKey.comparable(key)));
                nowComplete |= read.full();
            }
            case ConfigurationKeysAppeared appeared ->
                appeared.keys().forEach(it -> put(newKeys, new KnownKey(it.key(), it.readonly(), it.value(), null)));
            case ConfigurationValuesChanged changed ->
                changed.keys()
                        .forEach(it ->
                                put(newKeys, new KnownKey(it.key(), it.readonly(), it.value(), pending(it.key()))));
            case ConfigurationKeysVanished vanished ->
                vanished.keys().forEach(key -> newKeys.remove(KnownKey.comparable(key)));
            case ConfigurationValueSet set -> put(newKeys, new KnownKey(spelled(set.key()), false, set.value(), null));
            case ConfigurationValuePending pending -> {
                KnownKey before = find(pending.key());
                put(
                        newKeys,
                        new KnownKey(
                                spelled(pending.key()),
                                false,
                                before == null ? null : before.value(),
                                new KnownKey.Pending(pending.value(), pending.pendingSince())));
            }
            case PendingConfigurationValueTookEffect effect ->
                put(newKeys, new KnownKey(spelled(effect.key()), false, effect.value(), null));
        }
        if (!(event instanceof ConfigurationRead)) { // what was read to be unknown vanishes by an event of its own
            newUnknown.removeAll(newKeys.keySet());
        }
        return new ConfigurationState(newKeys, newUnknown, nowComplete);
    }

    private static void put(Map<String, KnownKey> keys, KnownKey key) {
        keys.put(KnownKey.comparable(key.key()), key);
    }

    private String spelled(String key) {
        KnownKey known = find(key);
        return known == null ? key : known.key();
    }

    private KnownKey.@Nullable Pending pending(String key) {
        KnownKey known = find(key);
        return known == null ? null : known.pending();
    }
}
