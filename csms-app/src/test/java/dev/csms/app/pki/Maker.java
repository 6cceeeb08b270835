package dev.csms.app.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody who makes certificates and is not us: a manufacturer of charge points, or whoever says that he is somebody. */
public final class Maker {

    private static final AtomicInteger SERIALS = new AtomicInteger(1);

    private final String name;
    private final KeyPair key;
    private final X509Certificate own;

    /** @param name of his root, such as {@code O=Chargers Ltd,CN=Factory} */
    public Maker(String name) throws Exception {
        this.name = name;
        this.key = Csr.ec("secp256r1");
        this.own = sign(name, key.getPublic(), new BasicConstraints(1), null);
    }

    /** One who signs on behalf of another. */
    public Maker(String name, Maker above) throws Exception {
        this.name = name;
        this.key = Csr.ec("secp256r1");
        this.own = above.sign(name, key.getPublic(), new BasicConstraints(0), null);
    }

    /** His root, or what stands between it and what he signs. */
    public X509Certificate own() {
        return own;
    }

    /** For a charge point to prove who it is. */
    public X509Certificate certificate(String subject, KeyPair of) throws Exception {
        return certificate(subject, of.getPublic());
    }

    /** The same for whoever has the key. */
    public X509Certificate certificate(String subject, PublicKey of) throws Exception {
        return sign(subject, of, new BasicConstraints(false), new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    }

    /** What he has taken back. @param nextUpdate until when there is another list */
    public X509CRL revocations(Instant nextUpdate, X509Certificate... revoked) throws Exception {
        Date now = Date.from(Instant.now().minus(Duration.ofHours(1)));
        X509v2CRLBuilder list = new X509v2CRLBuilder(new X500Name(name), now);
        list.setNextUpdate(Date.from(nextUpdate));
        for (X509Certificate certificate : revoked) {
            list.addCRLEntry(certificate.getSerialNumber(), now, CRLReason.keyCompromise);
        }
        return new JcaX509CRLConverter()
                .getCRL(list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }

    private X509Certificate sign(String subject, PublicKey of, BasicConstraints constraints, ExtendedKeyUsage use)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(name),
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(10))),
                new X500Name(subject),
                of);
        builder.addExtension(Extension.basicConstraints, true, constraints);
        if (use != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, use);
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }
}
