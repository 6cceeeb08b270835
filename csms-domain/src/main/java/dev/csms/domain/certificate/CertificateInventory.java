package dev.csms.domain.certificate;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
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
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a charge point's certificates; immutable.
 *
 * @param signings     by request id, the oldest first
 * @param acceptedAt   when requests were accepted, within a day of the last
 * @param refusedAt    when requests were refused, within a day of the last
 * @param certificates by fingerprint, the oldest first
 * @param roots        those that were installed by us, by type and fingerprint, the oldest first
 * @param reported     what the charge point has said it has, where it was asked
 * @param factory      where it stands with the certificate of its manufacturer
 * @param revocations  of certificates that would still be good otherwise, by fingerprint
 */
record CertificateInventory(
        Map<String, Signing> signings,
        List<Instant> acceptedAt,
        List<Instant> refusedAt,
        Map<String, Held> certificates,
        Map<String, Root> roots,
        Map<CertificateUse, List<InstalledRoot>> reported,
        @Nullable Instant renewalRequestedAt,
        FactoryCertificate factory,
        Map<String, Revocation> revocations) {

    static final CertificateInventory EMPTY = new CertificateInventory(
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            FactoryCertificate.NEVER_SEEN,
            Map.of());

    /** Over which requests are counted, and within which a charge point is asked once to renew. */
    static final Duration DAY = Duration.ofDays(1);

    /** Of each kind; of more, the oldest are forgotten. */
    private static final int MOST_REMEMBERED = 20;

    /**
     * @param since    when it was asked for, or somebody had it tried again
     * @param begunAt  null while nobody has asked the certificate authority
     * @param failures since then
     * @param retryAt  when the certificate authority is asked again; null if it has not failed, or for good
     */
    record Signing(
            CertificateRequest request,
            SigningState state,
            Instant since,
            @Nullable Instant begunAt,
            int failures,
            @Nullable Instant retryAt,
            @Nullable String fingerprint) {

        static Signing requested(CertificateRequest request, Instant at) {
            return new Signing(request, SigningState.REQUESTED, at, null, 0, null, null);
        }

        boolean isUnderWay() {
            return state == SigningState.REQUESTED || state == SigningState.SIGNING || retryAt != null;
        }

        Signing begun(Instant at) {
            return new Signing(request, SigningState.SIGNING, since, at, failures, null, null);
        }

        Signing failed(@Nullable Instant again) {
            return new Signing(request, SigningState.FAILED, since, null, failures + 1, again, null);
        }

        Signing signed(String certificate) {
            return new Signing(request, SigningState.SIGNED, since, null, failures, null, certificate);
        }
    }

    /**
     * The certificate that a charge point has from its factory.
     *
     * @param fingerprint of the one by which it comes; null if it comes by none
     * @param asked       how often it was asked, without success, to get itself one of its operator
     * @param askedAt     when it was last
     * @param replaced    it has shown one of its operator since, so that none of its manufacturer is good any more
     */
    record FactoryCertificate(
            @Nullable String fingerprint,
            int asked,
            @Nullable Instant askedAt,
            boolean replaced) {

        static final FactoryCertificate NEVER_SEEN = new FactoryCertificate(null, 0, null, false);
        static final FactoryCertificate REPLACED = new FactoryCertificate(null, 0, null, true);

        private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
        private static final int MOST_DOUBLINGS = 11; // more than a day

        /** When it may be asked again: each time after twice as long, and once a day at least. */
        private Duration pause() {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(asked - 1, MOST_DOUBLINGS));
            return shorter(pause, DAY);
        }
    }

    /** For a charge point to take the certificate that it has been given into use. */
    private static final Duration CHANGEOVER = Duration.ofHours(1);

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the charge point, which comes as from the factory, may be asked to get itself a certificate now. */
    boolean mayBeCertified(Instant at) {
        if (factory.fingerprint() == null || isOneOnItsWay()) {
            return false;
        }
        if (factory.askedAt() == null) {
            return true;
        }
        boolean given = certificates.values().stream().anyMatch(it -> it.state() == CertificateState.DELIVERED);
        Duration pause = given && factory.pause().compareTo(CHANGEOVER) < 0 ? CHANGEOVER : factory.pause();
        return !factory.askedAt().plus(pause).isAfter(at);
    }

    /** Whether a certificate of the operator is being made, or brought to the charge point. */
    private boolean isOneOnItsWay() {
        return signings.values().stream().anyMatch(Signing::isUnderWay)
                || certificates.values().stream().anyMatch(it -> it.state() == CertificateState.ISSUED);
    }

    /** @param operationId by which it is, or was, sent */
    record Held(
            String chain,
            Instant notAfter,
            CertificateState state,
            @Nullable String operationId) {

        Held in(CertificateState other) {
            return new Held(chain, notAfter, other, operationId);
        }
    }

    /**
     * That a certificate is not good any more. It is kept for as long as it matters, and not with the certificate, which may
     * be forgotten before.
     *
     * @param told     whether its certificate authority has heard of it
     * @param failures since it was to be told, by whoever wanted that
     * @param retryAt  when it is told again; null once it has heard of it, or if that has no use
     */
    record Revocation(
            RevocationReason reason,
            Instant notAfter,
            boolean told,
            int failures,
            @Nullable Instant retryAt) {

        boolean hasFailed() {
            return !told && failures > 0;
        }

        boolean isDue(Instant at) {
            return retryAt != null && !retryAt.isAfter(at);
        }

        Revocation failed(@Nullable Instant again) {
            return new Revocation(reason, notAfter, false, failures + 1, again);
        }

        Revocation given() {
            return new Revocation(reason, notAfter, true, failures, null);
        }
    }

    boolean isRevoked(String fingerprint) {
        Held held = certificates.get(fingerprint);
        return revocations.containsKey(fingerprint) || held != null && held.state() == CertificateState.REVOKED;
    }

    /** A root that was installed by us. */
    record Root(CertificateUse certificateType, String fingerprint, String pem) {

        String key() {
            return certificateType + "/" + fingerprint;
        }
    }

    /** How many were accepted in the day before. */
    long acceptedBefore(Instant at) {
        return acceptedAt.stream().filter(it -> it.plus(DAY).isAfter(at)).count();
    }

    long refusedBefore(Instant at) {
        return refusedAt.stream().filter(it -> it.plus(DAY).isAfter(at)).count();
    }

    /** Whether a certificate for this key is on its way; charge points that miss an answer ask again. */
    boolean isUnderWay(String keySha256) {
        return signings.values().stream()
                .anyMatch(it -> it.request().keySha256().equals(keySha256)
                        && (it.isUnderWay()
                                || it.fingerprint() != null
                                        && certificates.containsKey(it.fingerprint())
                                        && certificates.get(it.fingerprint()).state() == CertificateState.ISSUED));
    }

    /** The certificate that an operation hands over, by its fingerprint. */
    Optional<String> deliveredBy(String operationId) {
        return certificates.entrySet().stream()
                .filter(it -> operationId.equals(it.getValue().operationId())
                        && it.getValue().state() == CertificateState.ISSUED)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Those that are not good any more once another has been used. */
    List<String> othersThan(String fingerprint) {
        return certificates.entrySet().stream()
                .takeWhile(it -> !it.getKey().equals(fingerprint))
                .filter(it -> it.getValue().state().isUsable())
                .map(Map.Entry::getKey)
                .toList();
    }

    List<InstalledRoot> reported(CertificateUse use) {
        return reported.getOrDefault(use, List.of());
    }

    /** What the charge point means, among what was installed by us. */
    Optional<String> meant(CertificateHash hashData) {
        return Stream.concat(
                        roots.values().stream()
                                .filter(root -> named(root, hashData).anyMatch(hashData::matches)),
                        roots.values().stream()
                                .filter(root -> named(root, hashData).anyMatch(it -> mayBe(hashData, it))))
                .map(Root::fingerprint)
                .findFirst();
    }

    /** What was installed by us and is not there; nothing where it cannot be told what some of those are that are. */
    List<String> missing(CertificateUse use, List<InstalledRoot> there) {
        List<String> present = new ArrayList<>();
        for (InstalledRoot root : there) {
            if (root.fingerprint() == null) {
                return List.of();
            }
            present.add(root.fingerprint());
        }
        return roots.values().stream()
                .filter(it -> it.certificateType() == use && !present.contains(it.fingerprint()))
                .map(Root::fingerprint)
                .toList();
    }

    /** Whether a charge point that computes one of the hashes in its own way may mean the same. */
    private static boolean mayBe(CertificateHash said, CertificateHash ours) {
        return ours.matches(new CertificateHash(
                        said.hashAlgorithm(), ours.issuerNameHash(), said.issuerKeyHash(), said.serialNumber()))
                || ours.matches(new CertificateHash(
                        said.hashAlgorithm(), said.issuerNameHash(), ours.issuerKeyHash(), said.serialNumber()));
    }

    /** The names that a root can have: one for each that may have signed it. */
    private Stream<CertificateHash> named(Root root, CertificateHash like) {
        X509Certificate certificate = CertificateDetails.read(root.pem()).getFirst();
        return Stream.concat(Stream.of(root), roots.values().stream())
                .map(each -> CertificateDetails.read(each.pem()).getFirst())
                .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .map(X509Certificate::getPublicKey)
                .map((PublicKey issuer) -> CertificateHash.of(certificate, issuer, like.hashAlgorithm()));
    }

    CertificateInventory after(CertificateEvent event) {
        return switch (event) {
            case CertificateRequested requested ->
                withSigning(requested.requestId(), Signing.requested(requested.request(), requested.requestedAt()))
                        .withTimes(withinDay(acceptedAt, requested.requestedAt()), refusedAt);
            case CertificateRequestRefused refused -> withTimes(acceptedAt, withinDay(refusedAt, refused.refusedAt()));
            case CertificateSigningBegun begun -> changed(begun.requestId(), it -> it.begun(begun.begunAt()));
            case CertificateSigningFailed failed -> changed(failed.requestId(), it -> it.failed(failed.retryAt()));
            case CertificateSigningRetried retried ->
                changed(retried.requestId(), it -> Signing.requested(it.request(), retried.retriedAt()));
            case CertificateIssued issued ->
                changed(issued.requestId(), it -> it.signed(issued.certificate().fingerprint()))
                        .withCertificate(
                                issued.certificate().fingerprint(),
                                new Held(
                                        issued.chain(),
                                        issued.certificate().notAfter(),
                                        CertificateState.ISSUED,
                                        null));
            case CertificateDeliveryRequested requested ->
                held(
                        requested.fingerprint(),
                        it -> new Held(
                                it.chain(),
                                it.notAfter(),
                                CertificateState.ISSUED,
                                requested.operationId().value()));
            case CertificateDeliveryFailed failed ->
                held(failed.fingerprint(), it -> it.in(CertificateState.NOT_DELIVERED));
            case CertificateDelivered delivered ->
                held(delivered.fingerprint(), it -> it.in(CertificateState.DELIVERED));
            case CertificateUsed used -> {
                CertificateInventory with = held(used.fingerprint(), it -> it.in(CertificateState.IN_USE));
                for (String replaced : used.replaces()) {
                    with = with.held(replaced, it -> it.in(CertificateState.REPLACED));
                }
                yield with.withFactory(FactoryCertificate.REPLACED);
            }
            case FactoryCertificateUsed used ->
                withFactory(new FactoryCertificate(
                        used.certificate().fingerprint(), factory.asked(), factory.askedAt(), false));
            case OperatorCertificateWanted wanted ->
                withFactory(new FactoryCertificate(
                        factory.fingerprint(), factory.asked() + 1, wanted.wantedAt(), factory.replaced()));
            case FactoryCertificateAdmitted _ -> withFactory(FactoryCertificate.NEVER_SEEN);
            case CertificateRevoked revoked -> held(revoked.fingerprint(), it -> it.in(CertificateState.REVOKED));
            case RevocationNoticeRequested requested -> withRevocation(requested);
            case RevocationNoticeFailed failed -> revocation(failed.fingerprint(), it -> it.failed(failed.retryAt()));
            case RevocationNoticeGiven given -> revocation(given.fingerprint(), Revocation::given);
            case CertificateRenewalRequested requested ->
                new CertificateInventory(
                        signings,
                        acceptedAt,
                        refusedAt,
                        certificates,
                        roots,
                        reported,
                        requested.requestedAt(),
                        factory,
                        revocations);
            case RootCertificateInstalled installed -> {
                Root root = new Root(
                        installed.certificateType(),
                        installed.certificate().fingerprint(),
                        installed.certificate().pem());
                Map<String, Root> known = new LinkedHashMap<>(roots);
                known.put(root.key(), root);
                yield withRoots(trimmed(known), reported);
            }
            case InstalledCertificatesReported news -> {
                Map<CertificateUse, List<InstalledRoot>> told = new LinkedHashMap<>(reported);
                told.put(news.certificateType(), news.roots());
                Map<String, Root> known = new LinkedHashMap<>(roots);
                known.values()
                        .removeIf(it -> it.certificateType() == news.certificateType()
                                && news.missing().contains(it.fingerprint()));
                yield withRoots(known, told);
            }
            case RootCertificateDeleted deleted -> {
                Map<String, Root> known = new LinkedHashMap<>(roots);
                known.values().removeIf(it -> it.fingerprint().equals(deleted.fingerprint()));
                Map<CertificateUse, List<InstalledRoot>> told = new LinkedHashMap<>(reported);
                told.replaceAll((_, all) -> all.stream()
                        .filter(it -> !it.hashData().matches(deleted.hashData()))
                        .toList());
                yield withRoots(known, told);
            }
        };
    }

    private CertificateInventory withSigning(CertificateRequestId id, Signing signing) {
        Map<String, Signing> all = new LinkedHashMap<>(signings);
        all.put(id.value(), signing);
        return new CertificateInventory(
                trimmed(all),
                acceptedAt,
                refusedAt,
                certificates,
                roots,
                reported,
                renewalRequestedAt,
                factory,
                revocations);
    }

    private CertificateInventory changed(CertificateRequestId id, UnaryOperator<Signing> change) {
        Signing signing = signings.get(id.value());
        return signing == null ? this : withSigning(id, change.apply(signing));
    }

    private CertificateInventory withCertificate(String fingerprint, Held held) {
        Map<String, Held> all = new LinkedHashMap<>(certificates);
        all.put(fingerprint, held);
        return new CertificateInventory(
                signings,
                acceptedAt,
                refusedAt,
                trimmed(all),
                roots,
                reported,
                renewalRequestedAt,
                factory,
                revocations);
    }

    private CertificateInventory held(String fingerprint, UnaryOperator<Held> change) {
        Held held = certificates.get(fingerprint);
        return held == null ? this : withCertificate(fingerprint, change.apply(held));
    }

    private CertificateInventory withTimes(List<Instant> accepted, List<Instant> refused) {
        return new CertificateInventory(
                signings, accepted, refused, certificates, roots, reported, renewalRequestedAt, factory, revocations);
    }

    private CertificateInventory withRoots(Map<String, Root> known, Map<CertificateUse, List<InstalledRoot>> told) {
        return new CertificateInventory(
                signings, acceptedAt, refusedAt, certificates, known, told, renewalRequestedAt, factory, revocations);
    }

    private CertificateInventory withFactory(FactoryCertificate other) {
        return new CertificateInventory(
                signings, acceptedAt, refusedAt, certificates, roots, reported, renewalRequestedAt, other, revocations);
    }

    private CertificateInventory withRevocation(RevocationNoticeRequested requested) {
        Map<String, Revocation> all = new LinkedHashMap<>(revocations);
        all.values().removeIf(it -> it.notAfter().isBefore(requested.requestedAt()));
        all.put(
                requested.fingerprint(),
                new Revocation(requested.reason(), requested.notAfter(), false, 0, requested.retryAt()));
        return withRevocations(all);
    }

    private CertificateInventory revocation(String fingerprint, UnaryOperator<Revocation> change) {
        Revocation revocation = revocations.get(fingerprint);
        if (revocation == null) {
            return this;
        }
        Map<String, Revocation> all = new LinkedHashMap<>(revocations);
        all.put(fingerprint, change.apply(revocation));
        return withRevocations(all);
    }

    private CertificateInventory withRevocations(Map<String, Revocation> all) {
        return new CertificateInventory(
                signings, acceptedAt, refusedAt, certificates, roots, reported, renewalRequestedAt, factory, all);
    }

    private static List<Instant> withinDay(List<Instant> times, Instant latest) {
        List<Instant> kept = new ArrayList<>(times);
        kept.removeIf(it -> !it.plus(DAY).isAfter(latest));
        kept.add(latest);
        return List.copyOf(kept);
    }

    private static <V> Map<String, V> trimmed(Map<String, V> all) {
        while (all.size() > MOST_REMEMBERED) {
            all.remove(all.keySet().iterator().next());
        }
        return all;
    }
}
