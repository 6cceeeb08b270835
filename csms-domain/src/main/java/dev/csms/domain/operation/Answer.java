package dev.csms.domain.operation;

import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.chargingprofile.ChargingSchedule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a charge point's answer says beside its status. */
public sealed interface Answer {

    /** Nothing but a status, or not even that; or the answer to a {@link Request.Raw}, which is not read. */
    record Plain() implements Answer {}

    /** DataTransfer.conf (OCPP 1.6 §6.16) */
    record Data(@Nullable String data) implements Answer {}

    /**
     * GetCompositeSchedule.conf (§6.22).
     *
     * @param scheduleStart    what its periods count from; charge points that leave it out count from their answer
     * @param chargingSchedule absent if there is none
     */
    record Composite(
            @Nullable Integer connectorId,
            @Nullable Instant scheduleStart,
            @Nullable ChargingSchedule chargingSchedule) implements Answer {}

    /** GetConfiguration.conf (§6.24) */
    record Configuration(List<ConfigurationEntry> keys, List<String> unknownKeys) implements Answer {}

    /** GetDiagnostics.conf (§6.26), GetLog.conf @param fileName absent if there is nothing to upload */
    record DiagnosticsFile(@Nullable String fileName) implements Answer {}

    /** GetInstalledCertificateIds.conf (security whitepaper, M03) @param certificateHashData none if there are none */
    record InstalledCertificates(List<CertificateHash> certificateHashData) implements Answer {}

    /** GetLocalListVersion.conf (§6.28) @param listVersion 0 for an empty list, -1 where lists are not supported */
    record ListVersion(int listVersion) implements Answer {}

    /**
     * One key as the charge point reports it (§7.29, KeyValue).
     *
     * @param value absent where the charge point does not tell
     */
    record ConfigurationEntry(
            String key, boolean readonly, @Nullable String value) {}
}
