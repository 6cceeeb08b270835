package dev.csms.domain.configuration;

import static dev.csms.domain.configuration.FeatureProfile.CORE;
import static dev.csms.domain.configuration.FeatureProfile.FIRMWARE_MANAGEMENT;
import static dev.csms.domain.configuration.FeatureProfile.LOCAL_AUTH_LIST_MANAGEMENT;
import static dev.csms.domain.configuration.FeatureProfile.RESERVATION;
import static dev.csms.domain.configuration.FeatureProfile.SECURITY;
import static dev.csms.domain.configuration.FeatureProfile.SMART_CHARGING;
import static dev.csms.domain.configuration.KeyAccess.READ_ONLY;
import static dev.csms.domain.configuration.KeyAccess.READ_ONLY_OR_READ_WRITE;
import static dev.csms.domain.configuration.KeyAccess.READ_WRITE;
import static dev.csms.domain.configuration.KeyAccess.WRITE_ONLY;

import dev.csms.domain.operation.Request.ChangeConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration keys of OCPP 1.6 §9 with its errata, and those of the security white paper. */
public final class StandardKeys {

    static final String ADDITIONAL_ROOT_CERTIFICATE_CHECK = "AdditionalRootCertificateCheck";
    static final String CERTIFICATE_SIGNED_MAX_CHAIN_SIZE = "CertificateSignedMaxChainSize";
    static final String CERTIFICATE_STORE_MAX_LENGTH = "CertificateStoreMaxLength";
    static final String CHARGE_PROFILE_MAX_STACK_LEVEL = "ChargeProfileMaxStackLevel";
    static final String CHARGING_SCHEDULE_ALLOWED_CHARGING_RATE_UNIT = "ChargingScheduleAllowedChargingRateUnit";
    static final String CHARGING_SCHEDULE_MAX_PERIODS = "ChargingScheduleMaxPeriods";
    static final String CONNECTOR_SWITCH_3_TO_1_PHASE_SUPPORTED = "ConnectorSwitch3to1PhaseSupported";
    static final String CPO_NAME = "CpoName";
    static final String GET_CONFIGURATION_MAX_KEYS = "GetConfigurationMaxKeys";
    static final String HEARTBEAT_INTERVAL = "HeartbeatInterval";
    static final String LOCAL_AUTH_LIST_MAX_LENGTH = "LocalAuthListMaxLength";
    static final String MAX_CHARGING_PROFILES_INSTALLED = "MaxChargingProfilesInstalled";
    static final String RESERVE_CONNECTOR_ZERO_SUPPORTED = "ReserveConnectorZeroSupported";
    static final String SECURITY_PROFILE = "SecurityProfile";
    static final String SEND_LOCAL_LIST_MAX_LENGTH = "SendLocalListMaxLength";

    private static final String SECONDS = "s";
    private static final String TIMES = "times";

    /** By profile, and there by name. */
    public static final List<StandardKey> ALL = List.of(
            bool(
                    "AllowOfflineTxForUnknownId",
                    READ_WRITE,
                    "While offline, it lets idTags charge that it does not know."),
            bool("AuthorizationCacheEnabled", READ_WRITE, "It remembers which idTags were accepted."),
            bool(
                    "AuthorizeRemoteTxRequests",
                    READ_ONLY_OR_READ_WRITE,
                    "It has the idTag of a remote start authorised before it starts."),
            number("BlinkRepeat", TIMES, "How often its lights blink when they signal."),
            number(
                    "ClockAlignedDataInterval",
                    SECONDS,
                    "Distance of its clock-aligned meter values, counted from midnight; 0 for none."),
            number(
                    "ConnectionTimeOut",
                    SECONDS,
                    "How long it waits for the rest, cable or idTag, before an attempt to charge is over."),
            list(
                    "ConnectorPhaseRotation",
                    READ_WRITE,
                    Pattern.compile("\\d+\\.(NotApplicable|Unknown|RST|RTS|SRT|STR|TRS|TSR)"),
                    "connectors with their phase rotation, such as 1.RST",
                    "How the phases of each connector are wired, as connector.rotation; connector 0 is the main"
                            + " meter."),
            maxLength("ConnectorPhaseRotationMaxLength", "ConnectorPhaseRotation"),
            limit(CORE, GET_CONFIGURATION_MAX_KEYS, "keys", "Most keys that one GetConfiguration may ask for by name."),
            number(HEARTBEAT_INTERVAL, SECONDS, "Time between its heartbeats."),
            whole("LightIntensity", 0, 100, "%", "How bright its lights are."),
            bool(
                    "LocalAuthorizeOffline",
                    READ_WRITE,
                    "While offline, it lets idTags charge that are on its list or in its cache."),
            bool(
                    "LocalPreAuthorize",
                    READ_WRITE,
                    "Also while online, it starts for idTags on its list or in its cache without asking first."),
            number(
                    "MaxEnergyOnInvalidId",
                    "Wh",
                    "How much it still delivers when the idTag of a running transaction turns out not to be accepted."),
            number("MessageTimeout", SECONDS, "How long it waits for our answers."),
            measurands("MeterValuesAlignedData", "What its clock-aligned meter values tell; empty for none."),
            maxLength("MeterValuesAlignedDataMaxLength", "MeterValuesAlignedData"),
            measurands("MeterValuesSampledData", "What its sampled meter values tell; empty for none."),
            maxLength("MeterValuesSampledDataMaxLength", "MeterValuesSampledData"),
            number(
                    "MeterValueSampleInterval",
                    SECONDS,
                    "Distance of its sampled meter values during a transaction; 0 for none."),
            number(
                    "MinimumStatusDuration",
                    SECONDS,
                    "How long a status must last to be reported, beyond what the charge point demands itself."),
            limit(CORE, "NumberOfConnectors", null, "How many connectors it has."),
            number("ResetRetries", TIMES, "How often it tries again when it could not reset."),
            limit(
                    CORE,
                    "StopTransactionMaxMeterValues",
                    null,
                    "Most meter values in one StopTransaction; of more, those in the middle are left out."),
            bool(
                    "StopTransactionOnEVSideDisconnect",
                    READ_ONLY_OR_READ_WRITE,
                    "It stops the transaction when the cable is unplugged from the vehicle."),
            bool(
                    "StopTransactionOnInvalidId",
                    READ_WRITE,
                    "It stops a transaction whose idTag turns out not to be accepted, instead of only withholding"
                            + " energy."),
            measurands(
                    "StopTxnAlignedData",
                    "What the clock-aligned meter values in a StopTransaction tell; empty for none."),
            maxLength("StopTxnAlignedDataMaxLength", "StopTxnAlignedData"),
            measurands(
                    "StopTxnSampledData", "What the sampled meter values in a StopTransaction tell; empty for none."),
            maxLength("StopTxnSampledDataMaxLength", "StopTxnSampledData"),
            new StandardKey(
                    "SupportedFeatureProfiles",
                    CORE,
                    READ_ONLY,
                    new KeyType.CommaSeparated(
                            KeyType.CommaSeparated.anyOf(Set.of(
                                    "Core",
                                    "FirmwareManagement",
                                    "LocalAuthListManagement",
                                    "Reservation",
                                    "SmartCharging",
                                    "RemoteTrigger")),
                            "feature profiles",
                            "SupportedFeatureProfilesMaxLength"),
                    null,
                    "Which parts of OCPP it understands."),
            maxLength("SupportedFeatureProfilesMaxLength", "SupportedFeatureProfiles"),
            number(
                    "TransactionMessageAttempts",
                    TIMES,
                    "How often it sends a message of a transaction in all when we fail to handle it."),
            number(
                    "TransactionMessageRetryInterval",
                    SECONDS,
                    "How long it waits before it sends such a message again, times the attempts so far."),
            bool(
                    "UnlockConnectorOnEVSideDisconnect",
                    READ_ONLY_OR_READ_WRITE,
                    "It unlocks the cable on its side when that is unplugged from the vehicle."),
            number(
                    "WebSocketPingInterval",
                    SECONDS,
                    "Distance of its WebSocket pings, which show it a dead connection; 0 for none."),
            new StandardKey(
                    "SupportedFileTransferProtocols",
                    FIRMWARE_MANAGEMENT,
                    READ_ONLY,
                    new KeyType.CommaSeparated(
                            KeyType.CommaSeparated.anyOf(Set.of("FTP", "FTPS", "HTTP", "HTTPS", "SFTP")),
                            "protocols",
                            null),
                    null,
                    "How it can fetch firmware and upload diagnostics."),
            new StandardKey(
                    "LocalAuthListEnabled",
                    LOCAL_AUTH_LIST_MANAGEMENT,
                    READ_WRITE,
                    new KeyType.Truth(),
                    null,
                    "It goes by the list of idTags that we send."),
            limit(LOCAL_AUTH_LIST_MANAGEMENT, LOCAL_AUTH_LIST_MAX_LENGTH, "idTags", "Most idTags on its list."),
            limit(
                    LOCAL_AUTH_LIST_MANAGEMENT,
                    SEND_LOCAL_LIST_MAX_LENGTH,
                    "idTags",
                    "Most idTags in one SendLocalList."),
            new StandardKey(
                    RESERVE_CONNECTOR_ZERO_SUPPORTED,
                    RESERVATION,
                    READ_ONLY,
                    new KeyType.Truth(),
                    null,
                    "A reservation of connector 0 holds any one of its connectors."),
            new StandardKey(
                    ADDITIONAL_ROOT_CERTIFICATE_CHECK,
                    SECURITY,
                    READ_ONLY,
                    new KeyType.Truth(),
                    null,
                    "It keeps one root certificate for us, and takes a new one only if the old one has signed it."),
            new StandardKey(
                    ChangeConfiguration.AUTHORIZATION_KEY,
                    SECURITY,
                    WRITE_ONLY,
                    new KeyType.Text(40),
                    null,
                    "The secret by which it proves who it is."),
            limit(
                    SECURITY,
                    CERTIFICATE_SIGNED_MAX_CHAIN_SIZE,
                    "characters",
                    "Longest certificate chain in one CertificateSigned."),
            limit(SECURITY, CERTIFICATE_STORE_MAX_LENGTH, "certificates", "Most root certificates that it keeps."),
            new StandardKey(
                    CPO_NAME,
                    SECURITY,
                    READ_WRITE,
                    new KeyType.Text(500),
                    null,
                    "Name of its operator, as its certificate will say it."),
            new StandardKey(
                    SECURITY_PROFILE,
                    SECURITY,
                    READ_WRITE,
                    new KeyType.Whole(0, 3),
                    null,
                    "How its connection is secured: 0 not at all, 1 by password, 2 by password and TLS, 3 by"
                            + " certificates. Never goes down."),
            limit(
                    SMART_CHARGING,
                    CHARGE_PROFILE_MAX_STACK_LEVEL,
                    null,
                    "Highest stack level of its charging profiles."),
            new StandardKey(
                    CHARGING_SCHEDULE_ALLOWED_CHARGING_RATE_UNIT,
                    SMART_CHARGING,
                    READ_ONLY,
                    new KeyType.CommaSeparated(
                            KeyType.CommaSeparated.anyOf(Set.of("Current", "Power")), "quantities", null),
                    null,
                    "Whether its schedules are in amperes (Current), watts (Power) or either."),
            limit(SMART_CHARGING, CHARGING_SCHEDULE_MAX_PERIODS, "periods", "Most periods of one charging schedule."),
            new StandardKey(
                    CONNECTOR_SWITCH_3_TO_1_PHASE_SUPPORTED,
                    SMART_CHARGING,
                    READ_ONLY,
                    new KeyType.Truth(),
                    null,
                    "It can go from three phases to one during a transaction."),
            limit(
                    SMART_CHARGING,
                    MAX_CHARGING_PROFILES_INSTALLED,
                    "profiles",
                    "Most charging profiles that it keeps at once."));

    private static final Map<String, StandardKey> BY_NAME =
            ALL.stream().collect(Collectors.toMap(key -> KnownKey.comparable(key.name()), Function.identity()));

    private StandardKeys() {}

    /** @param name in any case */
    public static Optional<StandardKey> find(String name) {
        return Optional.ofNullable(BY_NAME.get(KnownKey.comparable(name)));
    }

    /** Whether its value must not be read anywhere. */
    public static boolean isSecret(String name) {
        return find(name).map(key -> key.access() == WRITE_ONLY).orElse(false);
    }

    private static StandardKey bool(String name, KeyAccess access, String description) {
        return new StandardKey(name, CORE, access, new KeyType.Truth(), null, description);
    }

    private static StandardKey number(String name, String unit, String description) {
        return whole(name, 0, Integer.MAX_VALUE, unit, description);
    }

    private static StandardKey whole(String name, int least, int most, String unit, String description) {
        return new StandardKey(name, CORE, READ_WRITE, new KeyType.Whole(least, most), unit, description);
    }

    private static StandardKey measurands(String name, String description) {
        return list(name, READ_WRITE, KeyType.CommaSeparated.measurand(), "measurands", description);
    }

    private static StandardKey list(String name, KeyAccess access, Pattern entry, String called, String description) {
        return new StandardKey(
                name, CORE, access, new KeyType.CommaSeparated(entry, called, name + "MaxLength"), null, description);
    }

    /** A number that the charge point tells, and nobody can change. */
    private static StandardKey limit(FeatureProfile profile, String name, @Nullable String unit, String description) {
        return new StandardKey(name, profile, READ_ONLY, new KeyType.Whole(0, Integer.MAX_VALUE), unit, description);
    }

    private static StandardKey maxLength(String name, String of) {
        return limit(CORE, name, "entries", "Most entries of " + of + ".");
    }
}
