package dev.csms.app.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where everybody finds what is above a certificate, and what has been revoked (RFC 5280 §4.2.1.13, §4.2.2.1). Nothing of
 * it stands in certificates as long as nobody has said by what URL this program is reached: a place that is none makes
 * them unusable for whoever looks.
 */
record PublicPlaces(@Nullable String baseUrl) {

    static final PublicPlaces NONE = new PublicPlaces(null);

    PublicPlaces {
        baseUrl = baseUrl == null ? null : baseUrl.replaceFirst("/+$", "");
    }

    /** For certificates that an issuing authority signs. */
    void ofIssuing(KeyKind kind, X509v3CertificateBuilder builder) throws CertIOException {
        add(builder, "/pki/crl/" + kind.label() + ".crl", "/pki/issuing-" + kind.label() + ".cer");
    }

    /** For the authority that a root signs. */
    void ofRoot(KeyKind kind, X509v3CertificateBuilder builder) throws CertIOException {
        add(builder, "/pki/crl/root-" + kind.label() + ".crl", "/pki/root-" + kind.label() + ".cer");
    }

    private void add(X509v3CertificateBuilder builder, String revocations, String issuer) throws CertIOException {
        if (baseUrl == null) {
            return;
        }
        DistributionPoint list = new DistributionPoint(
                new DistributionPointName(new GeneralNames(uri(baseUrl + revocations))), null, null);
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {list}));
        builder.addExtension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                        new AccessDescription(X509ObjectIdentifiers.id_ad_caIssuers, uri(baseUrl + issuer))));
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    /** Whether the certificate of an issuing authority says what one would that was made now. */
    boolean areIn(X509Certificate issuing, KeyKind kind) {
        byte[] said = issuing.getExtensionValue(Extension.cRLDistributionPoints.getId());
        return said == null
                ? baseUrl == null
                : baseUrl != null
                        && new String(said, ISO_8859_1).contains(baseUrl + "/pki/crl/root-" + kind.label() + ".crl");
    }
}
