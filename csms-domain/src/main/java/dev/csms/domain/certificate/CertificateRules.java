package dev.csms.domain.certificate;

import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.Request.CertificateSigned;
import dev.csms.domain.operation.Request.DeleteCertificate;
import dev.csms.domain.operation.Request.ExtendedTriggerMessage;
import dev.csms.domain.operation.Request.InstallCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes requests about certificates questionable; each a sentence in an operator's words. */
final class CertificateRules {

    /** In one CertificateSigned (security whitepaper). */
    private static final int LONGEST_CHAIN = 10_000;

    /** Bit 5 of the key usage: signs certificates (RFC 5280 §4.2.1.3). */
    private static final int KEY_CERT_SIGN = 5;

    private CertificateRules() {}

    static List<String> problems(CertificateSigned signed, KnownConfiguration known) {
        int limit = known.certificateSignedMaxChainSize()
                .filter(it -> it > 0)
                .map(it -> Math.min(it, LONGEST_CHAIN))
                .orElse(LONGEST_CHAIN);
        int length = signed.certificateChain().length();
        return length > limit
                ? List.of("the certificate chain has %d characters; the charge point takes %d".formatted(length, limit))
                : List.of();
    }

    static List<String> problems(ExtendedTriggerMessage trigger, KnownConfiguration known) {
        if (trigger.requestedMessage() != ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if (trigger.connectorId() != null) {
            problems.add("SignChargePointCertificate concerns no connector");
        }
        if (known.cpoName().filter(String::isBlank).isPresent()) {
            problems.add("the charge point's CpoName is empty, so that it cannot ask for a certificate");
        }
        return problems;
    }

    static List<String> problems(
            InstallCertificate install, KnownConfiguration known, CertificateInventory inventory, Instant at) {
        X509Certificate certificate;
        try {
            List<X509Certificate> all = CertificateDetails.read(install.certificate());
            if (all.size() > 1) {
                return List.of("there are " + all.size() + " certificates; they are installed one by one");
            }
            certificate = all.getFirst();
        } catch (IllegalArgumentException e) {
            return List.of("certificate is no X.509 certificate in PEM: " + e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        if (certificate.getNotAfter().toInstant().isBefore(at)) {
            problems.add("the certificate has expired on "
                    + certificate.getNotAfter().toInstant());
        }
        if (certificate.getNotBefore().toInstant().isAfter(at)) {
            problems.add("the certificate is not valid before "
                    + certificate.getNotBefore().toInstant());
        }
        if (!isAuthority(certificate)) {
            problems.add("the certificate is not one of a certificate authority");
        }
        PublicKeys.weakness(certificate.getPublicKey()).ifPresent(it -> problems.add("the certificate has " + it));
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("SHA1") || signature.startsWith("MD")) {
            problems.add("the certificate is signed by " + certificate.getSigAlgName() + ", which proves nothing");
        }
        issuerProblem(install, certificate, known, inventory).ifPresent(problems::add);
        storeProblem(known, inventory).ifPresent(problems::add);
        return problems;
    }

    private static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
    }

    /** Where AdditionalRootCertificateCheck is true, the root in place vouches for the new one (M05.FR.08 to 13). */
    private static Optional<String> issuerProblem(
            InstallCertificate install,
            X509Certificate certificate,
            KnownConfiguration known,
            CertificateInventory inventory) {
        boolean checked = install.certificateType() == CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE
                && known.additionalRootCertificateCheck().orElse(false);
        if (!checked) {
            return isSignedBy(certificate, certificate)
                    ? Optional.empty()
                    : Optional.of("the certificate is not signed by its own key, and so is no root");
        }
        List<X509Certificate> current = inventory.roots().values().stream()
                .filter(it -> it.certificateType() == install.certificateType())
                .map(it -> CertificateDetails.read(it.pem()).getFirst())
                .toList();
        return current.isEmpty() || current.stream().anyMatch(it -> isSignedBy(certificate, it))
                ? Optional.empty()
                : Optional.of("the charge point takes a new root only if the one that it has has signed it"
                        + " (AdditionalRootCertificateCheck), and this one is not signed by any that we have"
                        + " installed");
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<String> storeProblem(KnownConfiguration known, CertificateInventory inventory) {
        int there = inventory.reported().values().stream().mapToInt(List::size).sum();
        return known.certificateStoreMaxLength()
                .filter(most -> there >= most)
                .map(most -> "the charge point has %d root certificates; it keeps %d".formatted(there, most));
    }

    /** What a charge point has to have before it comes by security profile 3 (A05.FR.04). */
    static List<String> problemsOfProfile3(CertificateInventory inventory) {
        boolean there = inventory.certificates().values().stream()
                .anyMatch(it -> it.state() == CertificateState.DELIVERED || it.state() == CertificateState.IN_USE);
        return there
                ? List.of()
                : List.of("security profile 3 needs a certificate of the charge point, and it has been given none;"
                        + " renewCertificate has it get one, if it has none from its factory");
    }

    static List<String> problems(DeleteCertificate delete, CertificateInventory inventory) {
        List<String> problems = new ArrayList<>();
        CertificateHash hashData = delete.certificateHashData();
        inventory.reported().forEach((use, roots) -> {
            if (roots.size() == 1 && roots.getFirst().hashData().matches(hashData)) {
                problems.add("it is the last " + use + " of the charge point");
            }
        });
        boolean known = inventory.reported().values().stream()
                .flatMap(List::stream)
                .anyMatch(it -> it.hashData().matches(hashData));
        if (!inventory.reported().isEmpty() && !known) {
            problems.add("the charge point has not reported such a certificate; it must be named as the charge point"
                    + " names it");
        }
        return problems;
    }
}
