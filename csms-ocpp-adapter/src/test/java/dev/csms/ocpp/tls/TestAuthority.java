package dev.csms.ocpp.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Signs whatever a test wants, right or wrong. */
public final class TestAuthority {

    private static final AtomicLong SERIAL_NUMBERS = new AtomicLong(1 << 20);
    private static final Duration YEAR = Duration.ofDays(365);

    private final X509Certificate certificate;
    private final KeyPair key;
    private final List<X509Certificate> above;

    private TestAuthority(X509Certificate certificate, KeyPair key, List<X509Certificate> above) {
        this.certificate = certificate;
        this.key = key;
        this.above = above;
    }

    /** What somebody has who proves who he is. */
    public record Identity(KeyPair key, List<X509Certificate> chain) {

        public X509Certificate own() {
            return chain.getFirst();
        }
    }

    /** What is wished for; good if nothing else is said. */
    public static final class Wish {

        KeyPair key;
        String subject;
        Instant from = Instant.now().minus(Duration.ofDays(1));
        Instant until = Instant.now().plus(YEAR);
        @Nullable String algorithm;
        @Nullable Integer pathLength;
        boolean authority;
        KeyPurposeId purpose = KeyPurposeId.id_kp_clientAuth;
        List<String> names = List.of();
        @Nullable String url;
        int ballast;

        Wish(String subject, KeyPair key) {
            this.subject = subject;
            this.key = key;
        }

        public Wish from(Instant from) {
            this.from = from;
            return this;
        }

        public Wish until(Instant until) {
            this.until = until;
            return this;
        }

        public Wish signedBy(String algorithm) {
            this.algorithm = algorithm;
            return this;
        }

        public Wish purpose(KeyPurposeId purpose) {
            this.purpose = purpose;
            return this;
        }

        public Wish names(String... names) {
            this.names = List.of(names);
            return this;
        }

        public Wish authority() {
            this.authority = true;
            return this;
        }

        /** In all the places where one can stand. */
        public Wish url(String url) {
            this.url = url;
            return this;
        }

        public Wish ballast(int bytes) {
            this.ballast = bytes;
            return this;
        }
    }

    public static Wish wish(String subject, KeyPair key) {
        return new Wish(subject, key);
    }

    public static KeyPair ec() {
        return key("EC", "secp256r1", 0);
    }

    public static KeyPair rsa(int bits) {
        return key("RSA", "", bits);
    }

    public static KeyPair of(String algorithm) {
        return algorithm.equals("EC") ? ec() : rsa(2048);
    }

    private static KeyPair key(String algorithm, String curve, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TestAuthority root(String name, KeyPair key) {
        Wish wish = wish(name, key).authority();
        return new TestAuthority(sign(wish, new X500Name(name), key, 2), key, List.of());
    }

    /** One below this. */
    public TestAuthority authority(String name, KeyPair below, int pathLength) {
        Wish wish = wish(name, below).authority();
        wish.pathLength = pathLength;
        X509Certificate signed = sign(wish, name(), key, pathLength);
        List<X509Certificate> chain = new ArrayList<>(List.of(signed));
        chain.addAll(above);
        return new TestAuthority(signed, below, chain);
    }

    /** Somebody who has a certificate and signs others with it, whether he may or not. */
    public static TestAuthority usurper(Identity identity) {
        return new TestAuthority(identity.own(), identity.key(), identity.chain());
    }

    public Identity issue(Wish wish) {
        List<X509Certificate> chain = new ArrayList<>(List.of(sign(wish, name(), key, 0)));
        chain.addAll(above);
        return new Identity(wish.key, chain);
    }

    /** By itself. */
    public static Identity selfSigned(Wish wish) {
        return new Identity(wish.key, List.of(sign(wish, new X500Name(wish.subject), wish.key, 0)));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    private X500Name name() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509Certificate sign(Wish wish, X500Name issuer, KeyPair signer, int pathLength) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL_NUMBERS.incrementAndGet()),
                    Date.from(wish.from),
                    Date.from(wish.until),
                    new X500Name(wish.subject),
                    wish.key.getPublic());
            if (wish.authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
                builder.addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            } else {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
                builder.addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.purpose));
            }
            if (!wish.names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(wish.names.stream()
                                .map(name -> new GeneralName(GeneralName.dNSName, name))
                                .toArray(GeneralName[]::new)));
            }
            if (wish.url != null) {
                GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, wish.url);
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(new AccessDescription[] {
                            new AccessDescription(AccessDescription.id_ad_ocsp, url),
                            new AccessDescription(AccessDescription.id_ad_caIssuers, url)
                        }));
                builder.addExtension(
                        Extension.cRLDistributionPoints,
                        false,
                        new CRLDistPoint(new DistributionPoint[] {
                            new DistributionPoint(new DistributionPointName(new GeneralNames(url)), null, null)
                        }));
            }
            if (wish.ballast > 0) {
                builder.addExtension(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"),
                        false,
                        new DEROctetString(new byte[wish.ballast]));
            }
            String algorithm = wish.algorithm == null
                    ? signer.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA"
                    : wish.algorithm;
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
