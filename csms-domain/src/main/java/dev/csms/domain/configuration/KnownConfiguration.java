package dev.csms.domain.configuration;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point's keys are known to say: the values in force, as it last reported them or accepted them. What was
 * never read is empty, which means unknown, not absent.
 */
public final class KnownConfiguration {

    private static final Map<String, ChargingRateUnit> RATE_UNITS = Map.of(
            "current", ChargingRateUnit.A,
            "a", ChargingRateUnit.A,
            "amp", ChargingRateUnit.A,
            "ampere", ChargingRateUnit.A,
            "power", ChargingRateUnit.W,
            "w", ChargingRateUnit.W,
            "watt", ChargingRateUnit.W);

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
        return value(key).flatMap(value -> switch (value.strip().toLowerCase(Locale.ROOT)) {
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

    /** Seconds between its heartbeats (§9.1.10). */
    public Optional<Integer> heartbeatInterval() {
        return integer(StandardKeys.HEARTBEAT_INTERVAL);
    }

    /** Most keys in one GetConfiguration (§9.1.9). */
    public Optional<Integer> getConfigurationMaxKeys() {
        return integer(StandardKeys.GET_CONFIGURATION_MAX_KEYS);
    }

    /** A charge point that has told all its keys, and not this one, lacks what it stands for (§9). */
    private Optional<Boolean> supports(String key) {
        return bool(key).or(() -> has(key).filter(has -> !has));
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

    /**
     * In which units schedules can be (§9.4.2). The specification has Current and Power; charge points also say the
     * units. Empty also where nothing that was told is understood.
     */
    public Optional<Set<ChargingRateUnit>> chargingScheduleAllowedChargingRateUnit() {
        return list(StandardKeys.CHARGING_SCHEDULE_ALLOWED_CHARGING_RATE_UNIT)
                .map(told -> told.stream()
                        .map(unit -> RATE_UNITS.get(unit.toLowerCase(Locale.ROOT)))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()))
                .filter(units -> !units.isEmpty());
    }

    /** Whether the number of phases may change within a transaction (§9.4.4). */
    public Optional<Boolean> connectorSwitch3to1PhaseSupported() {
        return supports(StandardKeys.CONNECTOR_SWITCH_3_TO_1_PHASE_SUPPORTED);
    }

    /** Name of its operator, as its certificate has to say it (security whitepaper). */
    public Optional<String> cpoName() {
        return value(StandardKeys.CPO_NAME);
    }

    /** Most characters in the chain of one CertificateSigned (security whitepaper). */
    public Optional<Integer> certificateSignedMaxChainSize() {
        return integer(StandardKeys.CERTIFICATE_SIGNED_MAX_CHAIN_SIZE);
    }

    /** Most root certificates at once (security whitepaper). */
    public Optional<Integer> certificateStoreMaxLength() {
        return integer(StandardKeys.CERTIFICATE_STORE_MAX_LENGTH);
    }

    /** Whether a new root is taken only if the one in place has signed it (security whitepaper). */
    public Optional<Boolean> additionalRootCertificateCheck() {
        return supports(StandardKeys.ADDITIONAL_ROOT_CERTIFICATE_CHECK);
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
