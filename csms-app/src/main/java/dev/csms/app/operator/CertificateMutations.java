package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.app.pki.OperatorAuthorities;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateCommand.AdmitFactoryCertificate;
import dev.csms.domain.certificate.CertificateCommand.RecordRevocation;
import dev.csms.domain.certificate.CertificateCommand.Retry;
import dev.csms.domain.certificate.CertificateCommand.RetryCertificate;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.query.certificate.CertificateQueries;
import dev.csms.query.certificate.CertificateRequestQueries;
import dev.csms.query.certificate.CertificateRequestView;
import dev.csms.query.certificate.CertificateView;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationProjection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator does about the certificates of a charge point, and about the roots that it trusts. */
@Controller
final class CertificateMutations {

    private static final Logger log = LoggerFactory.getLogger(CertificateMutations.class);

    /** A certificate that was not fetched by then is not wanted any more. */
    private static final Duration DELIVERY = Duration.ofDays(7);

    /** As long as whoever is asked for a certificate of its own has to answer, if nothing else is said. */
    private static final int RENEWAL_SECONDS = 86_400;

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final CertificateQueries certificates;
    private final CertificateRequestQueries signings;
    private final OperatorAuthorities authorities;
    private final InstantSource clock;

    CertificateMutations(
            OperationRequests requests,
            OperatorCommands operator,
            CertificateQueries certificates,
            CertificateRequestQueries signings,
            OperatorAuthorities authorities,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.certificates = certificates;
        this.signings = signings;
        this.authorities = authorities;
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

    /** The authority first: what is on record as revoked is revoked. */
    @MutationMapping
    RevokeCertificatePayload revokeCertificate(
            @Argument String chargePointId, @Argument String fingerprint, @Argument RevocationReason reason) {
        Supplier<CertificateView> certificate = () -> certificates
                .own(chargePointId, fingerprint)
                .orElseThrow(() ->
                        QueryProblem.notFound("charge point " + chargePointId + " has no certificate " + fingerprint));
        CertificateView meant = certificate.get();
        if (!revokedByAuthority(meant, reason)) {
            throw QueryProblem.badUserInput("the certificate authority has not issued certificate " + fingerprint);
        }
        boolean revoked = operator.send(
                "revokeCertificate",
                chargePointId,
                "charge point " + chargePointId,
                () -> new RecordRevocation(
                        new ChargePointId(chargePointId), meant.fingerprint(), reason, clock.instant()));
        operator.awaitProjection(OperationProjection.GROUP);
        return new RevokeCertificatePayload(revoked, certificate.get());
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

    private boolean revokedByAuthority(CertificateView certificate, RevocationReason reason) {
        try {
            return authorities.revoke(new X500Principal(certificate.issuer()), certificate.serialNumber(), reason);
        } catch (RuntimeException e) { // it may be somebody else's, and away
            log.warn("certificate {} could not be revoked", certificate.serialNumber(), e);
            throw QueryProblem.badUserInput("the certificate authority could not revoke it now; try again later");
        }
    }
}
