package dev.csms.ocpp.tls;

import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.ocpp.tls.CertificateFault.Kind;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate is good, whoever's it is (security whitepaper A00.FR.403, 501 to 512, 702). What stands in it
 * is never followed: no URL in a certificate of a stranger is opened (AIA, CRL distribution points, OCSP).
 */
public final class CertificateCheck {

    private static final int LONGEST_CHAIN = 5;
    private static final int MOST_BYTES = 16 << 10; // of one
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 8192;
    private static final int SHORTEST_EC = 224;
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final List<String> BROKEN_HASHES = List.of("MD2", "MD5", "SHA1", "SHA-1");

    private final CertificateTrust trust;

    public CertificateCheck(CertificateTrust trust) {
        this.trust = trust;
    }

    /** What a certificate turns out to be. */
    public sealed interface Finding {

        /** @param issuer who stands for it; the operator if both do */
        record Good(CertificateIssuer issuer) implements Finding {}

        record Bad(CertificateFault fault) implements Finding {}
    }

    /** @param chain the charge point's own first, then in any order */
    public Finding judge(List<X509Certificate> chain) {
        Optional<CertificateFault> fault = tooMuch(chain)
                .or(() -> weak(chain))
                .or(() -> misused(chain.getFirst()))
                .or(() -> outOfTime(chain.getFirst()));
        if (fault.isPresent()) {
            return new Finding.Bad(fault.get());
        }
        List<X509Certificate> path = path(chain, trust.operatorRoots());
        CertificateIssuer issuer = CertificateIssuer.OPERATOR;
        if (path == null) {
            path = path(chain, trust.manufacturerRoots());
            issuer = CertificateIssuer.MANUFACTURER;
        }
        if (path == null) {
            return new Finding.Bad(new CertificateFault(Kind.TRUST, "no root that is trusted is above it"));
        }
        return isRevoked(chain, path)
                ? new Finding.Bad(new CertificateFault(Kind.REVOKED, "it has been revoked"))
                : new Finding.Good(issuer);
    }

    /** What stands above it is asked for whether it was shown or not: a peer leaves out what it likes. */
    private boolean isRevoked(List<X509Certificate> chain, List<X509Certificate> path) {
        List<X509Certificate> all =
                Stream.concat(chain.stream(), path.stream()).distinct().toList();
        return all.stream().anyMatch(certificate -> trust.isRevoked(certificate, all));
    }

    private static Optional<CertificateFault> tooMuch(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return fault(Kind.TRUST, "there is none");
        }
        if (chain.size() > LONGEST_CHAIN) {
            return fault(Kind.QUALITY, "it comes with " + (chain.size() - 1) + " others");
        }
        try {
            for (X509Certificate certificate : chain) {
                if (certificate.getEncoded().length > MOST_BYTES) {
                    return fault(Kind.QUALITY, "it is too long");
                }
            }
            return Optional.empty();
        } catch (CertificateEncodingException e) {
            return fault(Kind.QUALITY, "it cannot be read");
        }
    }

    private static Optional<CertificateFault> weak(List<X509Certificate> chain) {
        for (X509Certificate certificate : chain) {
            boolean root = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            if (!root && BROKEN_HASHES.stream().anyMatch(algorithm::startsWith)) { // nobody relies on a root's own
                return fault(Kind.QUALITY, "it is signed by " + certificate.getSigAlgName());
            }
            if (isWeak(certificate.getPublicKey())) {
                return fault(Kind.QUALITY, "its key, or one above it, is too short or of a kind without use");
            }
        }
        return Optional.empty();
    }

    private static boolean isWeak(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() < SHORTEST_RSA || rsa.getModulus().bitLength() > LONGEST_RSA;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() < SHORTEST_EC;
            default -> true;
        };
    }

    private static Optional<CertificateFault> misused(X509Certificate leaf) {
        if (leaf.getBasicConstraints() >= 0) {
            return fault(Kind.QUALITY, "it is that of an authority");
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[0]) {
            return fault(Kind.QUALITY, "its key is not for signatures");
        }
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(CLIENT) && !purposes.contains(ANY_USE)) {
                return fault(Kind.QUALITY, "it is not for clients");
            }
            return Optional.empty();
        } catch (CertificateParsingException e) {
            return fault(Kind.QUALITY, "it does not say what it is for");
        }
    }

    private Optional<CertificateFault> outOfTime(X509Certificate leaf) {
        Instant now = trust.now();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return fault(Kind.VALIDITY, "it has expired");
        }
        return now.isBefore(leaf.getNotBefore().toInstant())
                ? fault(Kind.VALIDITY, "it is not valid yet")
                : Optional.empty();
    }

    /** From the charge point's own to below one of the roots, which it may be itself; null if there is none. */
    private @Nullable List<X509Certificate> path(List<X509Certificate> chain, Set<X509Certificate> roots) {
        if (roots.isEmpty()) {
            return null;
        }
        try {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setCertificate(chain.getFirst());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()), leaf);
            List<X509Certificate> known = new ArrayList<>(chain);
            known.addAll(trust.intermediates());
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setRevocationEnabled(false); // asked of our own list
            parameters.setMaxPathLength(LONGEST_CHAIN - 1);
            parameters.setDate(Date.from(trust.now()));
            return CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertPathBuilderException e) {
            return null;
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("roots that are none", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java builds certification paths", e);
        }
    }

    private static Optional<CertificateFault> fault(Kind kind, String explanation) {
        return Optional.of(new CertificateFault(kind, explanation));
    }
}
