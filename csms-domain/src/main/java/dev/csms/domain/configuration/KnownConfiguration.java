package dev.csms.domain.configuration;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point's keys are known to say: the values in force, as it last reported them or accepted them. What was
 * never read is empty, which means unknown, not absent.
 */
public final class KnownConfiguration {

    private final ConfigurationState state;

    KnownConfiguration(ConfigurationState state) {
        this.state = state;
    }

    /** Does not change or hold anything. */
    public static KnownConfiguration of(Aggregates aggregates, ChargePointId chargePointId) {
        return new KnownConfiguration(aggregates
                .ask(
                        ChargePointConfiguration.class,
                        new ConfigurationId(chargePointId),
                        ChargePointConfiguration::state)
                .orElse(ConfigurationState.EMPTY));
    }

    /** @param key in any case */
    public Optional<String> value(String key) {
        return Optional.ofNullable(state.find(key)).map(KnownKey::value);
    }

    /** Empty also where the value is no whole number of 32 bits. */
    public Optional<Integer> integer(String key) {
        return value(key).map(String::strip).flatMap(KnownConfiguration::parse);
    }

    /** Empty also where the value is neither true nor false; 1 and 0 are understood. */
    public Optional<Boolean> bool(String key) {
        return value(key)
                .flatMap(value -> switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> Optional.of(true);
                    case "false", "0" -> Optional.of(false);
                    default -> Optional.empty();
                });
    }

    /** The entries of a comma-separated list. */
    public Optional<List<String>> list(String key) {
        return value(key).map(KnownConfiguration::entries);
    }

    /** Whether all keys have been reported at least once, so that one that is not known is not there. */
    public boolean isComplete() {
        return state.complete();
    }

    /** Whether the charge point has such a key; empty if that cannot be told. */
    Optional<Boolean> has(String key) {
        if (state.find(key) != null) {
            return Optional.of(true);
        }
        return state.complete() || state.unknown().contains(KnownKey.comparable(key))
                ? Optional.of(false)
                : Optional.empty();
    }

    /** Whether the charge point has said that it cannot be written. */
    boolean isReadonly(String key) {
        KnownKey known = state.find(key);
        return known != null && known.readonly();
    }

    /** Most keys in one GetConfiguration (§9.1.9). */
    public Optional<Integer> getConfigurationMaxKeys() {
        return integer(StandardKeys.GET_CONFIGURATION_MAX_KEYS);
    }

    /** Most entries of the whole local authorization list (§9.2.2). */
    public Optional<Integer> localAuthListMaxLength() {
        return integer(StandardKeys.LOCAL_AUTH_LIST_MAX_LENGTH);
    }

    /** Most entries in one SendLocalList (§9.2.3). */
    public Optional<Integer> sendLocalListMaxLength() {
        return integer(StandardKeys.SEND_LOCAL_LIST_MAX_LENGTH);
    }

    /**
     * Whether any connector can be reserved by reserving connector 0 (§9.3.1). A charge point that has told all its
     * keys and not this one cannot do it.
     */
    public Optional<Boolean> reserveConnectorZeroSupported() {
        return bool(StandardKeys.RESERVE_CONNECTOR_ZERO_SUPPORTED)
                .or(() -> has(StandardKeys.RESERVE_CONNECTOR_ZERO_SUPPORTED).filter(has -> !has));
    }

    /** Highest stack level; lowest is 0 (§9.4.1). */
    public Optional<Integer> chargeProfileMaxStackLevel() {
        return integer(StandardKeys.CHARGE_PROFILE_MAX_STACK_LEVEL);
    }

    /** Most periods of one schedule (§9.4.3). */
    public Optional<Integer> chargingScheduleMaxPeriods() {
        return integer(StandardKeys.CHARGING_SCHEDULE_MAX_PERIODS);
    }

    /** Most profiles at once (§9.4.5). */
    public Optional<Integer> maxChargingProfilesInstalled() {
        return integer(StandardKeys.MAX_CHARGING_PROFILES_INSTALLED);
    }

    /** Whether schedules can be in amperes (§9.4.2). */
    public Optional<Boolean> takesAmperes() {
        return takes(Set.of("current", "a", "ampere", "amperes", "amp", "amps"));
    }

    /** Whether schedules can be in watts (§9.4.2). */
    public Optional<Boolean> takesWatts() {
        return takes(Set.of("power", "w", "watt", "watts"));
    }

    /** The specification has Current and Power; charge points also say the units. */
    private Optional<Boolean> takes(Set<String> spellings) {
        return list(StandardKeys.CHARGING_SCHEDULE_ALLOWED_CHARGING_RATE_UNIT)
                .filter(units -> !units.isEmpty())
                .map(units -> units.stream().map(it -> it.toLowerCase(Locale.ROOT)).anyMatch(spellings::contains));
    }

    static List<String> entries(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static Optional<Integer> parse(String number) {
        @Nullable Integer parsed;
        try {
            parsed = Integer.valueOf(number);
        } catch (NumberFormatException e) {
            parsed = null;
        }
        return Optional.ofNullable(parsed);
    }
}
