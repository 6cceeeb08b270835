package dev.csms.domain.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates as text (RFC 7468). Lines end with LF, since some charge points do not take CR LF. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----");

    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    /** @param label such as {@code X509 CRL} */
    public static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * The certificates in a text, in their order; what stands between them is passed over.
     *
     * @throws CertificateException if there is none, or one of them cannot be read
     */
    public static List<X509Certificate> certificates(String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = CERTIFICATE.matcher(pem);
        while (blocks.find()) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decoded(blocks))));
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in PEM");
        }
        return certificates;
    }

    private static byte[] decoded(Matcher block) throws CertificateException {
        try {
            return Base64.getMimeDecoder().decode(block.group(1).getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("no Base64 in PEM", e);
        }
    }
}
