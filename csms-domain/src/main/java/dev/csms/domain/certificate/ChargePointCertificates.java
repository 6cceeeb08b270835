package dev.csms.domain.certificate;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateCommand.Retry;
import dev.csms.domain.certificate.CertificateEvent.CertificateDelivered;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRenewalRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequestRefused;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRevoked;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningBegun;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningRetried;
import dev.csms.domain.certificate.CertificateEvent.CertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateAdmitted;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
import dev.csms.domain.certificate.CertificateEvent.OperatorCertificateWanted;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeFailed;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeGiven;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeRequested;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateDeleted;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateInstalled;
import dev.csms.domain.certificate.CertificateInventory.Held;
import dev.csms.domain.certificate.CertificateInventory.Revocation;
import dev.csms.domain.certificate.CertificateInventory.Signing;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one charge point: those that it has asked for, those that were made for it, and the roots that it
 * trusts. Of its own record, since others ask the charge point's much more often.
 */
@AggregateRoot(type = "ChargePointCertificates")
@Revision("3")
public final class ChargePointCertificates {

    /** Whoever has not said by then what the certificate authority has said never will. */
    private static final Duration LONGEST_SIGNING = Duration.ofMinutes(5);

    /** The longest pause before the certificate authority is asked again. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Whoever could not be told by then that there is a certificate does not wait for it any more. */
    private static final Duration RETRIED_FOR = Duration.ofDays(7);

    /** What is said beyond that in a day is not put on record. */
    private static final int MOST_REFUSALS_PER_DAY = 20;

    @AggregateIdentifier
    private @Nullable String key;

    private CertificateInventory inventory = CertificateInventory.EMPTY;

    ChargePointCertificates() {}

    /** Of a charge point of whose certificates nothing is known, and perhaps nothing will be. */
    ChargePointCertificates(ChargePointId chargePointId) {
        key = keyOf(chargePointId);
    }

    /** The aggregate identifier. */
    static String keyOf(ChargePointId chargePointId) {
        return "charge-point-certificates-" + chargePointId.value().toLowerCase(Locale.ROOT);
    }

    CertificateInventory inventory() {
        return inventory;
    }

    SigningAnswer request(
            ChargePointId chargePointId,
            CertificateRequestId id,
            CertificateRequest request,
            int mostPerDay,
            Instant at) {
        if (inventory.isUnderWay(request.keySha256())) {
            return SigningAnswer.ACCEPTED;
        }
        if (inventory.acceptedBefore(at) >= mostPerDay) {
            return refuse(
                    chargePointId,
                    id,
                    SigningAnswer.refused(
                            SigningRefusal.TOO_MANY, "more than " + mostPerDay + " requests within a day"),
                    at);
        }
        apply(new CertificateRequested(chargePointId, id, request, at));
        return SigningAnswer.ACCEPTED;
    }

    SigningAnswer refuse(ChargePointId chargePointId, CertificateRequestId id, SigningAnswer answer, Instant at) {
        if (answer.refusal() != null
                && answer.remark() != null
                && inventory.refusedBefore(at) < MOST_REFUSALS_PER_DAY) {
            apply(new CertificateRequestRefused(chargePointId, id, answer.refusal(), answer.remark(), at));
        }
        return answer;
    }

    /** What is to be signed; null if somebody else sees to it, or nothing is to be done. */
    @Nullable
    CertificateRequest begin(ChargePointId chargePointId, CertificateRequestId id, Instant at) {
        Signing signing = inventory.signings().get(id.value());
        if (signing == null
                || !signing.isUnderWay()
                || signing.retryAt() != null && signing.retryAt().isAfter(at)
                || signing.begunAt() != null
                        && signing.begunAt().plus(LONGEST_SIGNING).isAfter(at)) {
            return null;
        }
        apply(new CertificateSigningBegun(chargePointId, id, at));
        return signing.request();
    }

    /** @param retryAfter null if it is not to be tried again */
    void failed(
            ChargePointId chargePointId,
            CertificateRequestId id,
            String problem,
            @Nullable Duration retryAfter,
            Instant at) {
        Signing signing = inventory.signings().get(id.value());
        if (signing != null && signing.isUnderWay()) {
            Instant retryAt =
                    retryAfter == null || signing.since().plus(RETRIED_FOR).isBefore(at)
                            ? null
                            : at.plus(pause(retryAfter, signing.failures()));
            apply(new CertificateSigningFailed(chargePointId, id, problem, retryAt, at));
        }
    }

    private static Duration pause(Duration first, int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures, 16));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The certificate's fingerprint, if it is one that was wanted. */
    Optional<String> issued(ChargePointId chargePointId, CertificateRequestId id, String pem, Instant at) {
        Signing signing = inventory.signings().get(id.value());
        if (signing == null || signing.state() == SigningState.SIGNED) {
            return Optional.empty();
        }
        List<X509Certificate> chain;
        try {
            chain = CertificateDetails.read(pem);
        } catch (IllegalArgumentException e) {
            failed(
                    chargePointId,
                    id,
                    "what the certificate authority has sent cannot be read: " + e.getMessage(),
                    null,
                    at);
            return Optional.empty();
        }
        X509Certificate own = chain.getFirst();
        if (!signing.request().isFor(own)) {
            failed(chargePointId, id, "the certificate authority has sent a certificate of another key", null, at);
            return Optional.empty();
        }
        CertificateDetails certificate = CertificateDetails.of(own);
        apply(new CertificateIssued(chargePointId, id, certificate, withoutRoot(chain), at));
        return Optional.of(certificate.fingerprint());
    }

    /** The charge point has the root, or would not trust it because it is sent. */
    private static String withoutRoot(List<X509Certificate> chain) {
        return chain.stream()
                .filter(it ->
                        it == chain.getFirst() || !it.getSubjectX500Principal().equals(it.getIssuerX500Principal()))
                .map(CertificateDetails::of)
                .map(CertificateDetails::pem)
                .collect(Collectors.joining());
    }

    /** @return what is to be sent to the charge point */
    Optional<String> chain(String fingerprint) {
        return Optional.ofNullable(inventory.certificates().get(fingerprint)).map(Held::chain);
    }

    void deliver(ChargePointId chargePointId, String fingerprint, OperationId operationId, Instant at) {
        if (inventory.certificates().containsKey(fingerprint)) {
            apply(new CertificateDeliveryRequested(chargePointId, fingerprint, operationId, at));
        }
    }

    void undeliverable(ChargePointId chargePointId, String fingerprint, String remark, Instant at) {
        apply(new CertificateDeliveryFailed(
                chargePointId, fingerprint, null, DeliveryProblem.NOT_SENDABLE, remark, at));
    }

    void concluded(ChargePointId chargePointId, OperationId operationId, Outcome outcome, Instant at) {
        String fingerprint = inventory.deliveredBy(operationId.value()).orElse(null);
        if (fingerprint == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Answered _
            when outcome.isAccepted() -> apply(new CertificateDelivered(chargePointId, fingerprint, operationId, at));
            case Outcome.Answered answered ->
                apply(notDelivered(
                        chargePointId, fingerprint, operationId, DeliveryProblem.REJECTED, answered.status(), at));
            case Outcome.Failed error ->
                apply(notDelivered(
                        chargePointId,
                        fingerprint,
                        operationId,
                        DeliveryProblem.NOT_HANDLED,
                        error.errorCode() + ": " + error.description(),
                        at));
            case Outcome.Lost lost ->
                apply(notDelivered(
                        chargePointId,
                        fingerprint,
                        operationId,
                        DeliveryProblem.UNANSWERED,
                        lost.cause().name(),
                        at));
            case Outcome.NotSent _ -> {}
        }
    }

    void abandoned(ChargePointId chargePointId, OperationId operationId, Instant at) {
        inventory
                .deliveredBy(operationId.value())
                .ifPresent(fingerprint -> apply(
                        notDelivered(chargePointId, fingerprint, operationId, DeliveryProblem.NOT_SENT, null, at)));
    }

    private static CertificateDeliveryFailed notDelivered(
            ChargePointId chargePointId,
            String fingerprint,
            OperationId operationId,
            DeliveryProblem problem,
            @Nullable String remark,
            Instant at) {
        return new CertificateDeliveryFailed(chargePointId, fingerprint, operationId, problem, remark, at);
    }

    /** What is to be tried again; a signing begins anew by this. */
    Retry retry(ChargePointId chargePointId, CertificateRequestId id, Instant at) {
        Signing signing = inventory.signings().get(id.value());
        if (signing == null) {
            return Retry.UNKNOWN;
        }
        if (signing.state() == SigningState.FAILED) {
            apply(new CertificateSigningRetried(chargePointId, id, at));
            return Retry.SIGNING;
        }
        return undelivered(id).isPresent() ? Retry.DELIVERY : Retry.NOTHING;
    }

    /** The certificate of a request that the charge point has not got. */
    Optional<String> undelivered(CertificateRequestId id) {
        return Optional.ofNullable(inventory.signings().get(id.value()))
                .map(Signing::fingerprint)
                .filter(fingerprint -> {
                    Held held = inventory.certificates().get(fingerprint);
                    return held != null && held.state() == CertificateState.NOT_DELIVERED;
                });
    }

    /** Whether the charge point is to be asked now to renew a certificate. */
    boolean isToBeRenewed(String fingerprint, Instant at) {
        Held held = inventory.certificates().get(fingerprint);
        return held != null
                && (held.state() == CertificateState.IN_USE || held.state() == CertificateState.DELIVERED)
                && (inventory.renewalRequestedAt() == null
                        || !inventory
                                .renewalRequestedAt()
                                .plus(CertificateInventory.DAY)
                                .isAfter(at));
    }

    void renew(ChargePointId chargePointId, String fingerprint, OperationId operationId, Instant at) {
        apply(new CertificateRenewalRequested(chargePointId, fingerprint, operationId, at));
    }

    /** Whether that is news. */
    boolean revoke(
            ChargePointId chargePointId,
            CertificateDetails certificate,
            RevocationReason reason,
            Duration retryAfter,
            Instant at) {
        String fingerprint = certificate.fingerprint();
        boolean news = !inventory.isRevoked(fingerprint);
        Revocation before = inventory.revocations().get(fingerprint);
        if (news) {
            apply(new CertificateRevoked(chargePointId, fingerprint, reason, at));
        }
        if (news || before != null && before.hasFailed()) {
            apply(new RevocationNoticeRequested(
                    chargePointId,
                    fingerprint,
                    certificate.issuer(),
                    certificate.serialNumber(),
                    before == null ? reason : before.reason(),
                    certificate.notAfter(),
                    at.plus(retryAfter),
                    at));
        }
        return news;
    }

    void noticeGiven(ChargePointId chargePointId, String fingerprint, Instant at) {
        Revocation revocation = inventory.revocations().get(fingerprint);
        if (revocation != null && !revocation.told()) {
            apply(new RevocationNoticeGiven(chargePointId, fingerprint, at));
        }
    }

    /**
     * @param retryAfter null if it is not to be told again; what has ended by then anyway is not, either. Of two that
     *                   have tried at the same time one counts
     */
    void noticeFailed(
            ChargePointId chargePointId,
            String fingerprint,
            String problem,
            @Nullable Duration retryAfter,
            Instant at) {
        Revocation revocation = inventory.revocations().get(fingerprint);
        if (revocation == null || revocation.told() || revocation.hasFailed() && !revocation.isDue(at)) {
            return;
        }
        Instant retryAt = retryAfter == null ? null : at.plus(pause(retryAfter, revocation.failures()));
        apply(new RevocationNoticeFailed(
                chargePointId,
                fingerprint,
                problem,
                retryAt == null || retryAt.isAfter(revocation.notAfter()) ? null : retryAt,
                at));
    }

    CertificateStanding used(ChargePointId chargePointId, String fingerprint, Instant at) {
        if (inventory.isRevoked(fingerprint)) {
            return CertificateStanding.REVOKED;
        }
        Held held = inventory.certificates().get(fingerprint);
        if (held == null) {
            return CertificateStanding.UNKNOWN;
        }
        return switch (held.state()) {
            case REPLACED -> CertificateStanding.REPLACED;
            case REVOKED -> CertificateStanding.REVOKED;
            case ISSUED, NOT_DELIVERED, DELIVERED, IN_USE, INSTALLED, DELETED -> {
                String factory = inventory.factory().fingerprint();
                if (held.state() != CertificateState.IN_USE || factory != null) {
                    List<String> replaced = new ArrayList<>(inventory.othersThan(fingerprint));
                    if (factory != null) {
                        replaced.add(factory);
                    }
                    apply(new CertificateUsed(chargePointId, fingerprint, List.copyOf(replaced), at));
                }
                yield CertificateStanding.GOOD;
            }
        };
    }

    CertificateStanding factoryUsed(ChargePointId chargePointId, CertificateDetails certificate, Instant at) {
        if (inventory.factory().replaced()) {
            return CertificateStanding.REPLACED;
        }
        String before = inventory.factory().fingerprint();
        if (!certificate.fingerprint().equals(before)) {
            apply(new FactoryCertificateUsed(chargePointId, certificate, before, at));
        }
        return CertificateStanding.GOOD;
    }

    /** Whether the charge point is to be asked now to get itself a certificate of its operator. */
    boolean isToBeCertified(Instant at) {
        return inventory.mayBeCertified(at);
    }

    void certify(ChargePointId chargePointId, OperationId operationId, Instant at) {
        apply(new OperatorCertificateWanted(chargePointId, operationId, at));
    }

    boolean admitFactory(ChargePointId chargePointId, @Nullable String reason, Instant at) {
        if (!inventory.factory().replaced()) {
            return false;
        }
        apply(new FactoryCertificateAdmitted(chargePointId, reason, at));
        return true;
    }

    void installed(ChargePointId chargePointId, CertificateUse use, String pem, OperationId operationId, Instant at) {
        X509Certificate certificate;
        try {
            certificate = CertificateDetails.read(pem).getFirst();
        } catch (IllegalArgumentException e) { // whoever insisted on sending it has the answer in the operation
            return;
        }
        apply(new RootCertificateInstalled(chargePointId, use, CertificateDetails.of(certificate), operationId, at));
    }

    void reported(
            ChargePointId chargePointId,
            CertificateUse use,
            List<CertificateHash> roots,
            OperationId operationId,
            Instant at) {
        List<InstalledRoot> there = roots.stream()
                .map(it -> new InstalledRoot(it, inventory.meant(it).orElse(null)))
                .toList();
        apply(new InstalledCertificatesReported(
                chargePointId, use, there, inventory.missing(use, there), operationId, at));
    }

    void deleted(
            ChargePointId chargePointId, CertificateHash hashData, boolean found, OperationId operationId, Instant at) {
        apply(new RootCertificateDeleted(
                chargePointId, hashData, inventory.meant(hashData).orElse(null), found, operationId, at));
    }

    @EventSourcingHandler
    void on(CertificateEvent event) {
        key = keyOf(event.chargePointId());
        inventory = inventory.after(event);
    }
}
