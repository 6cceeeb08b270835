package dev.csms.domain.certificate;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be done with the certificates of a charge point. Times are ours. */
public sealed interface CertificateCommand {

    ChargePointId chargePointId();

    /**
     * SignCertificate (security whitepaper, A02 and A03). Answers {@link SigningAnswer}; the same request that is
     * worked on already is the same request.
     *
     * @param csr          as it came
     * @param mostPerDay   requests that are accepted within 24 hours
     * @param organization that it must be of where none was decided for the charge point; absent for what the
     *                     charge point says itself
     */
    record RequestCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            CertificateRequestId requestId,
            String csr,
            int mostPerDay,
            @Nullable String organization,
            Instant receivedAt)
            implements CertificateCommand {}

    /**
     * Somebody is going to ask the certificate authority. Answers the {@link CertificateRequest}, or null if somebody
     * else does already or nothing is to be done.
     */
    record BeginSigning(
            @TargetAggregateIdentifier ChargePointId chargePointId, CertificateRequestId requestId, Instant at)
            implements CertificateCommand {}

    /**
     * The certificate authority has made a certificate, which is to be sent to the charge point.
     *
     * @param chain       in PEM, the charge point's own certificate first
     * @param operationId by which it is sent
     * @param deadline    it is not sent later than this
     */
    record RecordCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            CertificateRequestId requestId,
            String chain,
            OperationId operationId,
            Instant deadline,
            Instant issuedAt)
            implements CertificateCommand {}

    /**
     * @param problem    a sentence for whoever is to look into it
     * @param retryAfter when the certificate authority is to be asked again the first time, later ones doubling; null if
     *                   it would say the same again
     */
    record ReportSigningFailure(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            CertificateRequestId requestId,
            String problem,
            @Nullable Duration retryAfter,
            Instant failedAt)
            implements CertificateCommand {}

    /**
     * Tries once more what did not come to its end: the certificate authority is asked again, or the certificate is sent
     * again. Answers {@link Retry}.
     *
     * @param operationId by which it is sent, if that is what is to be done
     * @param deadline    it is not sent later than this
     */
    record RetryCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            CertificateRequestId requestId,
            OperationId operationId,
            Instant deadline,
            Instant at)
            implements CertificateCommand {}

    /** What is tried again. */
    enum Retry {
        SIGNING,
        DELIVERY,
        /** Nothing: it is under way, or has come to its end. */
        NOTHING,
        /** There is no such request, or it has been forgotten. */
        UNKNOWN
    }

    /**
     * Asks the charge point for a request for another certificate, once in 24 hours at most. Answers whether it was
     * asked.
     *
     * @param fingerprint of the certificate that ends soon
     */
    record RenewCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            String fingerprint,
            OperationId operationId,
            Instant deadline,
            Instant at)
            implements CertificateCommand {}

    /**
     * A certificate is not good any more, from now on, and its certificate authority is to be told. Answers whether that
     * is news; if not, an authority that has not heard of it is told once more.
     *
     * @param retryAfter when the certificate authority is told again if it does not hear it, later ones doubling
     */
    record RevokeCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            CertificateDetails certificate,
            RevocationReason reason,
            Duration retryAfter,
            Instant revokedAt)
            implements CertificateCommand {}

    /** The certificate authority has heard that a certificate is revoked. */
    record RecordRevocationNotice(
            @TargetAggregateIdentifier ChargePointId chargePointId, String fingerprint, Instant givenAt)
            implements CertificateCommand {}

    /**
     * @param problem    a sentence for whoever is to look into it
     * @param retryAfter as at first; null if it would say the same again
     */
    record ReportRevocationNoticeFailure(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            String fingerprint,
            String problem,
            @Nullable Duration retryAfter,
            Instant failedAt)
            implements CertificateCommand {}

    /**
     * The charge point has proved itself by a certificate, which is valid otherwise. Answers {@link
     * CertificateStanding}.
     */
    record ReportCertificateUse(
            @TargetAggregateIdentifier ChargePointId chargePointId, String fingerprint, Instant usedAt)
            implements CertificateCommand {}

    /**
     * The charge point has proved itself by the certificate of its manufacturer, which is valid otherwise. Answers {@link
     * CertificateStanding}: it is replaced once the charge point has shown one that was made for its operator.
     */
    record ReportFactoryCertificateUse(
            @TargetAggregateIdentifier ChargePointId chargePointId, CertificateDetails certificate, Instant usedAt)
            implements CertificateCommand {}

    /**
     * Asks a charge point that comes by the certificate of its manufacturer for a request for one of its operator (A02),
     * each time for longer not again, and not while one is on its way. Answers whether it was asked.
     *
     * @param nameOperationId by which its CpoName is set, if it is not known to be right
     * @param organization    that it is to be where none was decided for the charge point
     * @param deadline        it is not asked later than this
     */
    record CertifyChargePoint(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            OperationId operationId,
            OperationId nameOperationId,
            @Nullable String organization,
            Instant deadline,
            Instant at)
            implements CertificateCommand {}

    /**
     * The charge point is let in by the certificate of its manufacturer again, until it has shown one of its operator: it
     * has a new controller, or has lost what it had. Answers whether that is news.
     *
     * @param reason in the words of whoever decides it
     */
    record AdmitFactoryCertificate(
            @TargetAggregateIdentifier ChargePointId chargePointId,
            @Nullable String reason,
            Instant at) implements CertificateCommand {}
}
