package dev.csms.app.pki;

import dev.csms.app.CsmsSettings.Pki.RsaSignature;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.jspecify.annotations.Nullable;

/** A name with a key that signs certificates, and what is in these. */
final class Issuer {

    private static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365);
    private static final Duration ISSUING_VALIDITY = Duration.ofDays(15 * 365);

    /** For clocks of charge points that are slow. */
    static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_NUMBER_BITS = 127; // RFC 5280 §4.1.2.2: at most 20 bytes, and positive
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyKind kind;
    private final RsaSignature rsaSignature;
    private final PublicPlaces places;
    private final X509Certificate certificate;
    private final PrivateKey key;

    Issuer(KeyKind kind, RsaSignature rsaSignature, PublicPlaces places, X509Certificate certificate, PrivateKey key) {
        this.kind = kind;
        this.rsaSignature = rsaSignature;
        this.places = places;
        this.certificate = certificate;
        this.key = key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Signs itself. One authority may be under it, and no more. */
    static X509Certificate root(
            KeyKind kind, RsaSignature rsaSignature, String organization, KeyPair key, Instant now) {
        X500Name name = name(organization, "CSMS Root CA " + kind);
        return sign(
                authority(name, name, key.getPublic(), now, now.plus(ROOT_VALIDITY), 1),
                kind.signer(key.getPrivate(), rsaSignature));
    }

    /** Signs the authority that signs all the others. */
    X509Certificate issuing(String organization, PublicKey issuingKey, Instant now) {
        X509v3CertificateBuilder builder = authority(
                subject(certificate),
                name(organization, "CSMS Issuing CA " + kind),
                issuingKey,
                now,
                earlier(now.plus(ISSUING_VALIDITY), expiry()),
                0);
        try {
            places.ofRoot(kind, builder);
        } catch (CertIOException e) {
            throw unsigned(e);
        }
        return signed(builder);
    }

    /** For a charge point to prove who it is. */
    X509Certificate client(
            @Nullable String organization, String commonName, PublicKey clientKey, Instant now, Instant expiry) {
        return signed(leaf(name(organization, commonName), clientKey, now, expiry, KeyPurposeId.id_kp_clientAuth));
    }

    /** For this server to prove who it is. Its common name is the first of the names (A00.FR.510). */
    X509Certificate server(
            String organization,
            List<String> names,
            List<InetAddress> addresses,
            PublicKey serverKey,
            Instant now,
            Instant expiry) {
        List<GeneralName> all = new ArrayList<>();
        names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        addresses.forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
        X509v3CertificateBuilder builder =
                leaf(name(organization, names.getFirst()), serverKey, now, expiry, KeyPurposeId.id_kp_serverAuth);
        try {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(all.toArray(GeneralName[]::new)));
        } catch (CertIOException e) {
            throw unsigned(e);
        }
        return signed(builder);
    }

    /** What it has taken back (RFC 5280 §5). */
    X509CRL revocations(List<Revoked> revoked, Instant now, Instant next) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate, Date.from(now));
            builder.setNextUpdate(Date.from(next));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            for (Revoked each : revoked) {
                builder.addCRLEntry(
                        new BigInteger(each.serialNumber(), 16), Date.from(each.revokedAt()), each.reasonCode());
            }
            return new JcaX509CRLConverter().getCRL(builder.build(kind.signer(key, rsaSignature)));
        } catch (CRLException | IOException e) {
            throw unsigned(e);
        }
    }

    /** @param serialNumber hexadecimal @param reasonCode of RFC 5280 §5.3.1 */
    record Revoked(String serialNumber, Instant revokedAt, int reasonCode) {}

    private static X509v3CertificateBuilder authority(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant expiry, int authoritiesBelow) {
        X509v3CertificateBuilder builder = builder(issuer, subject, key, now, expiry);
        try {
            return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (CertIOException e) {
            throw unsigned(e);
        }
    }

    private X509v3CertificateBuilder leaf(
            X500Name subject, PublicKey leafKey, Instant now, Instant expiry, KeyPurposeId purpose) {
        int usage = KeyUsage.digitalSignature;
        if (KeyKind.of(leafKey) == KeyKind.RSA) {
            usage |= KeyUsage.keyEncipherment;
        }
        X509v3CertificateBuilder builder =
                builder(subject(certificate), subject, leafKey, now, earlier(expiry, expiry()));
        try {
            places.ofIssuing(kind, builder);
            return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        } catch (CertIOException e) {
            throw unsigned(e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant expiry) {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                newSerialNumber(),
                Date.from(now.minus(BACKDATED).truncatedTo(ChronoUnit.SECONDS)),
                Date.from(expiry.truncatedTo(ChronoUnit.SECONDS)),
                subject,
                key);
        try {
            return builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(key));
        } catch (CertIOException e) {
            throw unsigned(e);
        }
    }

    private static BigInteger newSerialNumber() {
        return new BigInteger(SERIAL_NUMBER_BITS, RANDOM).setBit(SERIAL_NUMBER_BITS - 1);
    }

    private X509Certificate signed(X509v3CertificateBuilder builder) {
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        } catch (CertIOException e) {
            throw unsigned(e);
        }
        return sign(builder, kind.signer(key, rsaSignature));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, ContentSigner signer) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertificateException e) {
            throw unsigned(e);
        }
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (NoSuchAlgorithmException e) {
            throw unsigned(e);
        }
    }

    private static X500Name name(@Nullable String organization, String commonName) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        if (organization != null) {
            name.addRDN(BCStyle.O, organization);
        }
        return name.addRDN(BCStyle.CN, commonName).build();
    }

    private static X500Name subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private Instant expiry() {
        return certificate.getNotAfter().toInstant();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static IllegalStateException unsigned(Exception cause) {
        return new IllegalStateException("nothing could be signed", cause);
    }
}
