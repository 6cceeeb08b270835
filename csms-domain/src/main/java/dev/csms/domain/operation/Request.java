package dev.csms.domain.operation;

import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ClearCriteria;
import dev.csms.domain.credential.KeyVerifier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a charge point: the operations that OCPP 1.6 (§5) and its security whitepaper have for us to
 * initiate, with the members of their messages.
 *
 * <p>Any value can be said, also one that breaks the message's rules: operators test charge points, and
 * certification demands it. Whether a request is sensible is judged when it is made, not by its type.
 */
public sealed interface Request {

    /** The OCPP action. */
    default String action() {
        return getClass().getSimpleName();
    }

    /** §5.1, §6.5 */
    record CancelReservation(int reservationId) implements Request {}

    /** Security whitepaper, A02. @param certificateChain in PEM, the charge point's own certificate first */
    record CertificateSigned(String certificateChain) implements Request {}

    /** §5.2, §6.7 @param connectorId 0 for the charge point and all its connectors */
    record ChangeAvailability(int connectorId, AvailabilityType type) implements Request {}

    /** §5.3, §6.9 */
    record ChangeConfiguration(String key, String value) implements Request {

        /** What a charge point proves itself by; it is never to be read anywhere. */
        public static final String AUTHORIZATION_KEY = "AuthorizationKey";
    }

    /**
     * ChangeConfiguration (§5.3) of AuthorizationKey to a new one (security white paper, A01).
     *
     * @param keyReference by which the vault has the key in hex digits
     * @param verifier     by which the key is recognised
     */
    record ChangeAuthorizationKey(String keyReference, KeyVerifier verifier) implements Request {
        @Override
        public String action() {
            return "ChangeConfiguration";
        }
    }

    /** §5.4, §6.11 */
    record ClearCache() implements Request {}

    /** §5.5, §6.13 */
    record ClearChargingProfile(ClearCriteria criteria) implements Request {}

    /** §5.6, §6.15 */
    record DataTransfer(
            String vendorId,
            @Nullable String messageId,
            @Nullable String data) implements Request {}

    /** Security whitepaper, M04. @param certificateHashData as the charge point has reported it */
    record DeleteCertificate(CertificateHash certificateHashData) implements Request {}

    /** Security whitepaper, A02. @param connectorId absent for all that the message can concern */
    record ExtendedTriggerMessage(
            ExtendedMessageTrigger requestedMessage,
            @Nullable Integer connectorId) implements Request {}

    /** §5.8, §6.23 @param keys empty for all */
    record GetConfiguration(List<String> keys) implements Request {}

    /**
     * §5.7, §6.21
     *
     * @param connectorId      0 for the charge point as a whole
     * @param duration         seconds
     * @param chargingRateUnit absent to leave it to the charge point
     */
    record GetCompositeSchedule(
            int connectorId, int duration, @Nullable ChargingRateUnit chargingRateUnit) implements Request {}

    /**
     * §5.9, §6.25
     *
     * @param location      URI of a directory to upload to
     * @param retryInterval seconds
     */
    record GetDiagnostics(
            String location,
            @Nullable Integer retries,
            @Nullable Integer retryInterval,
            @Nullable Instant startTime,
            @Nullable Instant stopTime)
            implements Request {}

    /** Security whitepaper, M03 */
    record GetInstalledCertificateIds(CertificateUse certificateType) implements Request {}

    /** §5.10, §6.27 */
    record GetLocalListVersion() implements Request {}

    /**
     * Security whitepaper, N01.
     *
     * @param requestId       by which the charge point reports of it
     * @param remoteLocation  URI of a directory to upload to
     * @param oldestTimestamp of the earliest that is asked for
     * @param latestTimestamp of the latest that is asked for
     * @param retryInterval   seconds
     */
    record GetLog(
            LogType logType,
            int requestId,
            String remoteLocation,
            @Nullable Instant oldestTimestamp,
            @Nullable Instant latestTimestamp,
            @Nullable Integer retries,
            @Nullable Integer retryInterval)
            implements Request {}
    /** Security whitepaper, M05. @param certificate in PEM */
    record InstallCertificate(CertificateUse certificateType, String certificate) implements Request {}

    /** §5.11, §6.33 @param chargingProfile for the transaction that is to start (§5.16.2) */
    record RemoteStartTransaction(
            String idTag,
            @Nullable Integer connectorId,
            @Nullable ChargingProfile chargingProfile) implements Request {

        public RemoteStartTransaction(String idTag, @Nullable Integer connectorId) {
            this(idTag, connectorId, null);
        }
    }

    /** §5.12, §6.35 */
    record RemoteStopTransaction(int transactionId) implements Request {}

    /** §5.13, §6.37 @param connectorId 0 for any */
    record ReserveNow(
            int connectorId,
            Instant expiryDate,
            String idTag,
            @Nullable String parentIdTag,
            int reservationId) implements Request {}

    /** §5.14, §6.39 */
    record Reset(ResetType type) implements Request {}

    /** §5.15, §6.41 */
    record SendLocalList(int listVersion, UpdateType updateType, List<ListEntry> localAuthorizationList)
            implements Request {}

    /** §5.16, §6.43 @param connectorId 0 for the charge point as a whole */
    record SetChargingProfile(int connectorId, ChargingProfile chargingProfile) implements Request {}

    /**
     * Security whitepaper, L01.
     *
     * @param requestId          by which the charge point reports of it
     * @param location           URI of the firmware
     * @param retrieveDateTime   when the charge point is to begin
     * @param installDateTime    when it is to install; absent for at once
     * @param signingCertificate of the manufacturer, PEM
     * @param signature          of the firmware, base64
     * @param retryInterval      seconds
     */
    record SignedUpdateFirmware(
            int requestId,
            String location,
            Instant retrieveDateTime,
            @Nullable Instant installDateTime,
            String signingCertificate,
            String signature,
            @Nullable Integer retries,
            @Nullable Integer retryInterval)
            implements Request {}

    /** §5.17, §6.51 @param connectorId absent for all that the message can concern */
    record TriggerMessage(
            MessageTrigger requestedMessage, @Nullable Integer connectorId) implements Request {}

    /** §5.18, §6.53 */
    record UnlockConnector(int connectorId) implements Request {}

    /**
     * §5.19, §6.55
     *
     * @param location      URI of the firmware
     * @param retryInterval seconds
     */
    record UpdateFirmware(
            String location,
            Instant retrieveDate,
            @Nullable Integer retries,
            @Nullable Integer retryInterval) implements Request {}

    /**
     * Any action, known or a vendor's own, with exactly this payload.
     *
     * @param call    the action
     * @param payload a JSON object
     */
    record Raw(String call, String payload) implements Request {
        @Override
        public String action() {
            return call;
        }
    }
}
