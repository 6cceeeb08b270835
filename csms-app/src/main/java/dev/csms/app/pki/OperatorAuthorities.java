package dev.csms.app.pki;

import dev.csms.app.pki.TimeLimitedAuthority.NoAnswerException;
import dev.csms.app.secret.PostgresVault.DamagedSecretException;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.Pem;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The authorities by whose certificates charge points of this operator are let in: the built-in one, and those that
 * somebody has added. What the others say of themselves is asked now and then, and kept for when they are away: an
 * authority that is down locks nobody out. One that is not there any more is not trusted any more.
 */
public final class OperatorAuthorities {

    private static final Logger log = LoggerFactory.getLogger(OperatorAuthorities.class);

    /** Authorities change their roots once in years, and tell it long before. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);
    private static final int MOST_CERTIFICATES = 50;
    private static final String BUILT_IN = "the built-in one";

    private final CertificateAuthority signing;
    private final BuiltInAuthority builtIn;
    private final Map<String, CertificateAuthority> others;
    private final Map<String, Certificates> certificates = new ConcurrentHashMap<>();
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private final AuthorityMemory memory;
    private final InstantSource clock;

    /** Those of one authority. Only what is self-signed is trusted; the others are a help to get there. */
    private record Certificates(Set<X509Certificate> roots, List<X509Certificate> intermediates) {

        static Certificates of(String pem) throws CertificateException {
            List<X509Certificate> read = Pem.certificates(pem);
            if (read.size() > MOST_CERTIFICATES) {
                throw new CertificateException("more than " + MOST_CERTIFICATES + " certificates");
            }
            Map<Boolean, List<X509Certificate>> bySelfSigned =
                    read.stream().collect(Collectors.partitioningBy(Certificates::isSelfSigned));
            if (bySelfSigned.get(true).isEmpty()) {
                throw new CertificateException("no root");
            }
            return new Certificates(Set.copyOf(bySelfSigned.get(true)), List.copyOf(bySelfSigned.get(false)));
        }

        private static boolean isSelfSigned(X509Certificate certificate) {
            return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        }

        @Override
        public String toString() {
            return roots.stream()
                    .map(root -> root.getSubjectX500Principal().getName())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }

        boolean has(X500Principal subject) {
            return Stream.concat(roots.stream(), intermediates.stream())
                    .anyMatch(
                            certificate -> certificate.getSubjectX500Principal().equals(subject));
        }
    }

    /**
     * @param signing what is asked for certificates now; one of all
     * @param others  all but the built-in one, under names that stay the same from one start to the next
     */
    OperatorAuthorities(
            BuiltInAuthority builtIn,
            CertificateAuthority signing,
            Map<String, CertificateAuthority> others,
            AuthorityMemory memory,
            InstantSource clock) {
        this.signing = signing;
        this.memory = memory;
        this.clock = clock;
        this.builtIn = builtIn;
        this.others = Map.copyOf(others);
        others.keySet().forEach(this::recall);
        certificates.put(BUILT_IN, of(builtIn));
    }

    /** What is asked for certificates. It answers in time, whatever becomes of it. */
    public CertificateAuthority signing() {
        return signing;
    }

    /** Whether others than the built-in one are trusted, who may have given certificates to anybody's charge points. */
    public boolean areOthers() {
        return !others.isEmpty();
    }

    public Set<X509Certificate> roots() {
        return certificates.values().stream()
                .flatMap(of -> of.roots().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public List<X509Certificate> intermediates() {
        return certificates.values().stream()
                .flatMap(of -> of.intermediates().stream())
                .toList();
    }

    /** What has become of a wish to have a certificate taken back. */
    public sealed interface Revocation {

        record Done() implements Revocation {}

        /** Whoever could have issued it says that it has not. */
        record NotIssued() implements Revocation {}

        /** Nobody says that he has, and not everybody could be asked. */
        record Failed(String explanation) implements Revocation {}
    }

    /**
     * Has a certificate taken back by whoever has issued it.
     *
     * @param serialNumber hexadecimal, without leading zeros
     */
    public Revocation revoke(X500Principal issuer, String serialNumber, RevocationReason reason) {
        List<CertificateAuthority> issuers = new ArrayList<>();
        certificates.forEach((name, known) -> {
            if (known.has(issuer)) {
                issuers.add(others.getOrDefault(name, builtIn));
            }
        });
        if (issuers.isEmpty()) { // an authority that does not tell all that it signs with
            issuers.add(signing);
        }
        boolean revoked = false;
        String problem = null;
        for (CertificateAuthority authority : issuers) {
            try {
                revoked |= authority.revoke(serialNumber, reason);
            } catch (NoAnswerException e) {
                problem = e.getMessage();
            } catch (DataAccessException e) {
                log.warn("Certificate {} could not be revoked", serialNumber, e);
                problem = "the database is away";
            }
        }
        if (revoked) {
            return new Revocation.Done();
        }
        return problem == null ? new Revocation.NotIssued() : new Revocation.Failed(problem);
    }

    /** Asks those whose time has come. */
    void look() {
        Instant now = clock.instant();
        others.keySet().stream()
                .filter(name -> !now.isBefore(asked.getOrDefault(name, Instant.MIN)
                        .plus(certificates.containsKey(name) ? KNOWN_FOR : UNKNOWN_FOR)))
                .forEach(this::ask);
    }

    /** Asks all, since somebody has met a certificate that is none of theirs. */
    public void lookNow() {
        others.keySet().forEach(this::ask);
    }

    private void ask(String name) {
        asked.put(name, clock.instant());
        try {
            String pem = pem(others.get(name));
            Certificates said = Certificates.of(pem);
            if (!said.equals(certificates.get(name))) {
                memory.remember(name, pem);
                certificates.put(name, said);
                log.info("Trusted from now on for {}: {}", name, said);
            }
        } catch (NoAnswerException | CertificateException e) {
            log.warn("What is trusted of {} stays as it is: {}", name, e.getMessage());
        }
    }

    private void recall(String name) {
        try {
            String pem = memory.recall(name).orElse(null);
            if (pem != null) {
                certificates.put(name, Certificates.of(pem));
            }
        } catch (DamagedSecretException | CertificateException e) {
            log.warn("Nothing is trusted of {} until it answers: {}", name, e.getMessage());
        }
    }

    private static Certificates of(BuiltInAuthority authority) {
        try {
            return Certificates.of(pem(authority));
        } catch (CertificateException e) {
            throw new IllegalStateException("the built-in authority has no root", e);
        }
    }

    private static String pem(CertificateAuthority authority) {
        return String.join("", authority.rootCertificates()) + String.join("", authority.intermediateCertificates());
    }
}
