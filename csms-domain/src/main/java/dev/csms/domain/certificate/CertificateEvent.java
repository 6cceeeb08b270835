package dev.csms.domain.certificate;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to the certificates of one charge point, and to the roots that it trusts. Times are ours. */
public sealed interface CertificateEvent {

    ChargePointId chargePointId();

    /** The charge point wants a certificate, and may have it. */
    @Revision("1")
    record CertificateRequested(
            ChargePointId chargePointId,
            CertificateRequestId requestId,
            CertificateRequest request,
            Instant requestedAt)
            implements CertificateEvent {}

    /**
     * The charge point wants a certificate that it is not to have.
     *
     * @param remark a sentence
     */
    @Revision("1")
    record CertificateRequestRefused(
            ChargePointId chargePointId,
            CertificateRequestId requestId,
            SigningRefusal refusal,
            String remark,
            Instant refusedAt)
            implements CertificateEvent {}

    /** Somebody is asking the certificate authority. */
    @Revision("1")
    record CertificateSigningBegun(ChargePointId chargePointId, CertificateRequestId requestId, Instant begunAt)
            implements CertificateEvent {}

    /**
     * The certificate authority has made no certificate. The charge point does not learn of it.
     *
     * @param problem a sentence
     * @param retryAt when it is asked again; absent if that has no use or was done for long enough, and in revision 1
     */
    @Revision("2")
    record CertificateSigningFailed(
            ChargePointId chargePointId,
            CertificateRequestId requestId,
            String problem,
            @Nullable Instant retryAt,
            Instant failedAt)
            implements CertificateEvent {}

    /** The certificate authority is to be asked once more for the same. */
    @Revision("1")
    record CertificateSigningRetried(ChargePointId chargePointId, CertificateRequestId requestId, Instant retriedAt)
            implements CertificateEvent {}

    /**
     * There is a certificate for the charge point, which has not got it yet.
     *
     * @param chain the certificate and those of the authorities above it but the root, in PEM with lines that end in LF
     */
    @Revision("1")
    record CertificateIssued(
            ChargePointId chargePointId,
            CertificateRequestId requestId,
            CertificateDetails certificate,
            String chain,
            Instant issuedAt)
            implements CertificateEvent {}

    /** The certificate waits, as an operation, to be sent. */
    @Revision("1")
    record CertificateDeliveryRequested(
            ChargePointId chargePointId, String fingerprint, OperationId operationId, Instant requestedAt)
            implements CertificateEvent {}

    /**
     * The charge point has not got the certificate, or may not have.
     *
     * @param operationId absent where it could not even be requested
     * @param remark      what is known beyond the problem
     */
    @Revision("1")
    record CertificateDeliveryFailed(
            ChargePointId chargePointId,
            String fingerprint,
            @Nullable OperationId operationId,
            DeliveryProblem problem,
            @Nullable String remark,
            Instant failedAt)
            implements CertificateEvent {}

    /** The charge point has accepted the certificate. Those that it had before are good until it has used this one. */
    @Revision("1")
    record CertificateDelivered(
            ChargePointId chargePointId, String fingerprint, OperationId operationId, Instant deliveredAt)
            implements CertificateEvent {}

    /**
     * The charge point has shown the certificate for the first time, or again after one of its manufacturer.
     *
     * @param replaces fingerprints of those that it had before, which are not good any more
     */
    @Revision("1")
    record CertificateUsed(ChargePointId chargePointId, String fingerprint, List<String> replaces, Instant usedAt)
            implements CertificateEvent {}

    /**
     * The charge point has come by the certificate of its manufacturer. It is to get one of its operator.
     *
     * @param replaces fingerprint of another one by which it came before; absent if there is none
     */
    @Revision("1")
    record FactoryCertificateUsed(
            ChargePointId chargePointId,
            CertificateDetails certificate,
            @Nullable String replaces,
            Instant usedAt) implements CertificateEvent {}

    /**
     * The charge point, which comes by the certificate of its manufacturer, is asked to get itself one of its operator.
     *
     * @param operationId of the ExtendedTriggerMessage
     */
    @Revision("1")
    record OperatorCertificateWanted(ChargePointId chargePointId, OperationId operationId, Instant wantedAt)
            implements CertificateEvent {}

    /**
     * Somebody has decided that the charge point is let in by the certificate of its manufacturer again.
     *
     * @param reason in the words of whoever has
     */
    @Revision("1")
    record FactoryCertificateAdmitted(
            ChargePointId chargePointId, @Nullable String reason, Instant admittedAt) implements CertificateEvent {}

    /** The certificate lets nobody in any more, whatever its certificate authority says. */
    @Revision("1")
    record CertificateRevoked(
            ChargePointId chargePointId, String fingerprint, RevocationReason reason, Instant revokedAt)
            implements CertificateEvent {}

    /**
     * The certificate authority is to be told of a revocation, so that others hear of it, too. Where there is none of it
     * after a {@link CertificateRevoked}, the authority was the first to know.
     *
     * @param issuer   as RFC 2253 writes names
     * @param notAfter the end of the certificate, after which nobody has to know
     * @param retryAt  when it is told by whoever is there, if nobody has said by then what it said
     */
    @Revision("1")
    record RevocationNoticeRequested(
            ChargePointId chargePointId,
            String fingerprint,
            String issuer,
            String serialNumber,
            RevocationReason reason,
            Instant notAfter,
            Instant retryAt,
            Instant requestedAt)
            implements CertificateEvent {}

    /**
     * The certificate authority has not heard of the revocation, or does not know the certificate.
     *
     * @param problem a sentence
     * @param retryAt when it is told again; absent if that has no use
     */
    @Revision("1")
    record RevocationNoticeFailed(
            ChargePointId chargePointId,
            String fingerprint,
            String problem,
            @Nullable Instant retryAt,
            Instant failedAt)
            implements CertificateEvent {}

    /** The certificate authority has heard that the certificate is revoked. */
    @Revision("1")
    record RevocationNoticeGiven(ChargePointId chargePointId, String fingerprint, Instant givenAt)
            implements CertificateEvent {}

    /**
     * The charge point is asked to get itself another certificate, since this one ends soon.
     *
     * @param operationId of the ExtendedTriggerMessage
     */
    @Revision("1")
    record CertificateRenewalRequested(
            ChargePointId chargePointId, String fingerprint, OperationId operationId, Instant requestedAt)
            implements CertificateEvent {}

    /**
     * The charge point trusts a root that we have sent.
     *
     * @param operationId of the InstallCertificate
     */
    @Revision("1")
    record RootCertificateInstalled(
            ChargePointId chargePointId,
            CertificateUse certificateType,
            CertificateDetails certificate,
            OperationId operationId,
            Instant installedAt)
            implements CertificateEvent {}

    /**
     * The charge point has said which roots of one type it has.
     *
     * @param roots   none if it has none
     * @param missing fingerprints of those that were installed by us and are not there any more
     */
    @Revision("1")
    record InstalledCertificatesReported(
            ChargePointId chargePointId,
            CertificateUse certificateType,
            List<InstalledRoot> roots,
            List<String> missing,
            OperationId operationId,
            Instant reportedAt)
            implements CertificateEvent {}

    /**
     * The charge point does not have a root any more.
     *
     * @param fingerprint of the certificate that was meant; absent if it is none that was installed by us
     * @param found       false if the charge point says that it did not have it
     */
    @Revision("1")
    record RootCertificateDeleted(
            ChargePointId chargePointId,
            CertificateHash hashData,
            @Nullable String fingerprint,
            boolean found,
            OperationId operationId,
            Instant deletedAt)
            implements CertificateEvent {}
}
