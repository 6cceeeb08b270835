package dev.csms.app.operator;

import dev.csms.app.certificate.RevocationNotices;
import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateCommand.AdmitFactoryCertificate;
import dev.csms.domain.certificate.CertificateCommand.Retry;
import dev.csms.domain.certificate.CertificateCommand.RetryCertificate;
import dev.csms.domain.certificate.CertificateCommand.RevokeCertificate;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.query.certificate.CertificateQueries;
import dev.csms.query.certificate.CertificateQueries.Untold;
import dev.csms.query.certificate.CertificateRequestQueries;
import dev.csms.query.certificate.CertificateRequestView;
import dev.csms.query.certificate.CertificateView;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationProjection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator does about the certificates of a charge point, and about the roots that it trusts. */
@Controller
final class CertificateMutations {

    /** A certificate that was not fetched by then is not wanted any more. */
    private static final Duration DELIVERY = Duration.ofDays(7);

    /** As long as whoever is asked for a certificate of its own has to answer, if nothing else is said. */
    private static final int RENEWAL_SECONDS = 86_400;

    /** With an authority that is told of a revocation; whoever has revoked it does not wait for one that is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final CertificateQueries certificates;
    private final CertificateRequestQueries signings;
    private final RevocationNotices notices;
    private final InstantSource clock;

    CertificateMutations(
            OperationRequests requests,
            OperatorCommands operator,
            CertificateQueries certificates,
            CertificateRequestQueries signings,
            RevocationNotices notices,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.certificates = certificates;
        this.signings = signings;
        this.notices = notices;
        this.clock = clock;
    }

    @MutationMapping
    OperationPayload extendedTriggerMessage(
            @Argument String chargePointId,
            @Argument ExtendedMessageTrigger requestedMessage,
            @Argument @Nullable Integer connectorId,
            Asking asking) {
        return requests.request(
                asking, chargePointId, () -> new Request.ExtendedTriggerMessage(requestedMessage, connectorId));
    }

    @MutationMapping
    OperationPayload renewCertificate(@Argument String chargePointId, Asking asking) {
        return requests.request(
                asking.with(withTime(asking.options())),
                chargePointId,
                () -> new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null));
    }

    /** Nobody stands at the charge point and waits. */
    private static OperationOptions withTime(OperationOptions options) {
        return options.validForSeconds() != null
                ? options
                : new OperationOptions(
                        options.deliver(),
                        RENEWAL_SECONDS,
                        options.force(),
                        options.reason(),
                        options.waitSeconds(),
                        options.idempotencyKey());
    }

    @MutationMapping
    OperationPayload installCertificate(
            @Argument String chargePointId,
            @Argument CertificateUse certificateType,
            @Argument String certificate,
            Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                () -> new Request.InstallCertificate(certificateType, certificate.replace("\r\n", "\n")));
    }

    @MutationMapping
    OperationPayload getInstalledCertificateIds(
            @Argument String chargePointId, @Argument CertificateUse certificateType, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.GetInstalledCertificateIds(certificateType));
    }

    /** How a charge point names a certificate. */
    record CertificateHashInput(
            HashAlgorithm hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {

        CertificateHash hash() {
            return new CertificateHash(hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber);
        }
    }

    @MutationMapping
    OperationPayload deleteCertificate(
            @Argument String chargePointId, @Argument CertificateHashInput certificateHashData, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.DeleteCertificate(certificateHashData.hash()));
    }

    record RetryCertificatePayload(Retry retried, CertificateRequestView request) {}

    @MutationMapping
    RetryCertificatePayload retryCertificate(@Argument String chargePointId, @Argument String requestId) {
        Instant now = clock.instant();
        String subject = "certificate request " + requestId;
        Retry retried = operator.send(
                "retryCertificate",
                chargePointId,
                subject,
                () -> new RetryCertificate(
                        new ChargePointId(chargePointId),
                        new CertificateRequestId(requestId),
                        OperationId.random(),
                        now.plus(DELIVERY),
                        now));
        if (retried == Retry.UNKNOWN) {
            throw QueryProblem.notFound("charge point " + chargePointId + " has no " + subject);
        }
        if (retried == Retry.NOTHING) {
            throw QueryProblem.badUserInput(subject + " is under way, or has come to its end");
        }
        requests.nudge(chargePointId);
        return new RetryCertificatePayload(
                retried, operator.readBack(OperationProjection.GROUP, () -> signings.request(requestId), subject));
    }

    record RevokeCertificatePayload(boolean revoked, CertificateView certificate) {}

    /** On record first, so that it lets nobody in from then on, wherever its authority is. */
    @MutationMapping
    RevokeCertificatePayload revokeCertificate(
            @Argument String chargePointId, @Argument String fingerprint, @Argument RevocationReason reason) {
        CertificateView meant = certificates.own(chargePointId, fingerprint).orElseGet(() -> {
            operator.awaitProjection(OperationProjection.GROUP); // it may have been made just now
            return own(chargePointId, fingerprint);
        });
        boolean revoked = operator.send(
                "revokeCertificate",
                chargePointId,
                "charge point " + chargePointId,
                () -> new RevokeCertificate(
                        new ChargePointId(chargePointId), meant.details(), reason, notices.pause(), clock.instant()));
        operator.awaitProjection(OperationProjection.GROUP);
        CertificateView certificate = own(chargePointId, fingerprint);
        if (certificate.untoldSince() != null) {
            notices.tell(Untold.of(certificate), PATIENCE);
            operator.awaitProjection(OperationProjection.GROUP);
            certificate = own(chargePointId, fingerprint);
        }
        return new RevokeCertificatePayload(revoked, certificate);
    }

    private CertificateView own(String chargePointId, String fingerprint) {
        return certificates
                .own(chargePointId, fingerprint)
                .orElseThrow(() ->
                        QueryProblem.notFound("charge point " + chargePointId + " has no certificate " + fingerprint));
    }

    record AdmitFactoryCertificatePayload(boolean admitted) {}

    @MutationMapping
    AdmitFactoryCertificatePayload admitFactoryCertificate(
            @Argument String chargePointId, @Argument @Nullable String reason) {
        return new AdmitFactoryCertificatePayload(operator.send(
                "admitFactoryCertificate",
                chargePointId,
                "charge point " + chargePointId,
                () -> new AdmitFactoryCertificate(new ChargePointId(chargePointId), reason, clock.instant())));
    }
}
