package dev.csms.domain.certificate;

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
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
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
 */
record CertificateInventory(
        Map<String, Signing> signings,
        List<Instant> acceptedAt,
        List<Instant> refusedAt,
        Map<String, Held> certificates,
        Map<String, Root> roots,
        Map<CertificateUse, List<InstalledRoot>> reported,
        @Nullable Instant renewalRequestedAt) {

    static final CertificateInventory EMPTY =
            new CertificateInventory(Map.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), null);

    /** Over which requests are counted, and within which a charge point is asked once to renew. */
    static final Duration DAY = Duration.ofDays(1);

    /** Of each kind; of more, the oldest are forgotten. */
    private static final int MOST_REMEMBERED = 20;

    /** @param begunAt null while nobody has asked the certificate authority */
    record Signing(
            CertificateRequest request,
            SigningState state,
            @Nullable Instant begunAt,
            @Nullable String fingerprint) {

        boolean isUnderWay() {
            return state == SigningState.REQUESTED || state == SigningState.SIGNING;
        }
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
                withSigning(requested.requestId(), new Signing(requested.request(), SigningState.REQUESTED, null, null))
                        .withTimes(withinDay(acceptedAt, requested.requestedAt()), refusedAt);
            case CertificateRequestRefused refused -> withTimes(acceptedAt, withinDay(refusedAt, refused.refusedAt()));
            case CertificateSigningBegun begun ->
                changed(
                        begun.requestId(),
                        it -> new Signing(it.request(), SigningState.SIGNING, begun.begunAt(), null));
            case CertificateSigningFailed failed ->
                changed(failed.requestId(), it -> new Signing(it.request(), SigningState.FAILED, null, null));
            case CertificateSigningRetried retried ->
                changed(retried.requestId(), it -> new Signing(it.request(), SigningState.REQUESTED, null, null));
            case CertificateIssued issued ->
                changed(
                                issued.requestId(),
                                it -> new Signing(
                                        it.request(),
                                        SigningState.SIGNED,
                                        null,
                                        issued.certificate().fingerprint()))
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
                yield with;
            }
            case CertificateRevoked revoked -> held(revoked.fingerprint(), it -> it.in(CertificateState.REVOKED));
            case CertificateRenewalRequested requested ->
                new CertificateInventory(
                        signings, acceptedAt, refusedAt, certificates, roots, reported, requested.requestedAt());
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
                trimmed(all), acceptedAt, refusedAt, certificates, roots, reported, renewalRequestedAt);
    }

    private CertificateInventory changed(CertificateRequestId id, UnaryOperator<Signing> change) {
        Signing signing = signings.get(id.value());
        return signing == null ? this : withSigning(id, change.apply(signing));
    }

    private CertificateInventory withCertificate(String fingerprint, Held held) {
        Map<String, Held> all = new LinkedHashMap<>(certificates);
        all.put(fingerprint, held);
        return new CertificateInventory(
                signings, acceptedAt, refusedAt, trimmed(all), roots, reported, renewalRequestedAt);
    }

    private CertificateInventory held(String fingerprint, UnaryOperator<Held> change) {
        Held held = certificates.get(fingerprint);
        return held == null ? this : withCertificate(fingerprint, change.apply(held));
    }

    private CertificateInventory withTimes(List<Instant> accepted, List<Instant> refused) {
        return new CertificateInventory(signings, accepted, refused, certificates, roots, reported, renewalRequestedAt);
    }

    private CertificateInventory withRoots(Map<String, Root> known, Map<CertificateUse, List<InstalledRoot>> told) {
        return new CertificateInventory(signings, acceptedAt, refusedAt, certificates, known, told, renewalRequestedAt);
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
