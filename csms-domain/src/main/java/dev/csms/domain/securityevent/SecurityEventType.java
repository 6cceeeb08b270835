package dev.csms.domain.securityevent;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the security whitepaper has charge points report (its list of security events). Charge points may report other
 * things as well, and many speak of these as OCPP 2.0.1 does.
 */
public enum SecurityEventType {
    FIRMWARE_UPDATED(true, "FirmwareUpdated"),
    FAILED_TO_AUTHENTICATE_AT_CENTRAL_SYSTEM(
            false, "FailedToAuthenticateAtCentralSystem", "FailedToAuthenticateAtCsms"),
    CENTRAL_SYSTEM_FAILED_TO_AUTHENTICATE(false, "CentralSystemFailedToAuthenticate", "CsmsFailedToAuthenticate"),
    SETTING_SYSTEM_TIME(true, "SettingSystemTime"),
    STARTUP_OF_THE_DEVICE(true, "StartupOfTheDevice"),
    RESET_OR_REBOOT(true, "ResetOrReboot"),
    SECURITY_LOG_WAS_CLEARED(true, "SecurityLogWasCleared"),
    RECONFIGURATION_OF_SECURITY_PARAMETERS(false, "ReconfigurationOfSecurityParameters"),
    MEMORY_EXHAUSTION(true, "MemoryExhaustion"),
    INVALID_MESSAGES(false, "InvalidMessages"),
    ATTEMPTED_REPLAY_ATTACKS(false, "AttemptedReplayAttacks"),
    TAMPER_DETECTION_ACTIVATED(true, "TamperDetectionActivated"),
    INVALID_FIRMWARE_SIGNATURE(false, "InvalidFirmwareSignature"),
    INVALID_FIRMWARE_SIGNING_CERTIFICATE(false, "InvalidFirmwareSigningCertificate"),
    INVALID_CENTRAL_SYSTEM_CERTIFICATE(false, "InvalidCentralSystemCertificate", "InvalidCsmsCertificate"),
    INVALID_CHARGE_POINT_CERTIFICATE(false, "InvalidChargePointCertificate", "InvalidChargingStationCertificate"),
    INVALID_TLS_VERSION(false, "InvalidTLSVersion"),
    INVALID_TLS_CIPHER_SUITE(false, "InvalidTLSCipherSuite");

    private final boolean critical;
    private final List<String> spellings;

    SecurityEventType(boolean critical, String spelling, String... inLaterVersions) {
        this.critical = critical;
        this.spellings =
                Stream.concat(Stream.of(spelling), Stream.of(inLaterVersions)).toList();
    }

    /** Whether charge points have to push it, and not only keep it in their log. */
    public boolean isCritical() {
        return critical;
    }

    /** @param spelling as a charge point has it, in any case; empty if it is none of them */
    public static Optional<SecurityEventType> of(String spelling) {
        return Arrays.stream(values())
                .filter(type -> type.spellings.stream().anyMatch(spelling.strip()::equalsIgnoreCase))
                .findFirst();
    }
}
