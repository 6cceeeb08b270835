package dev.csms.domain.firmware;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By what a manufacturer vouches for a firmware (security whitepaper, L01). It is the manufacturer's: we pass it on, and
 * charge points decide whom they trust. What is plainly wrong with it can be seen here before.
 *
 * @param signingCertificate X.509, PEM
 * @param signature          base64; of the SHA-256 of the whole file, by RSA (PSS or PKCS #1 v1.5) or ECDSA
 */
public record FirmwareSignature(String signingCertificate, String signature) {

    /** As PEM has it in the lines around a private key, whatever its kind. */
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int LEAST_EC_BITS = 224;
    private static final int SHA256_BYTES = 32;

    /** What the key usage says at its first place (RFC 5280 §4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final int BUFFER = 64 * 1024;

    public FirmwareSignature {
        if (signingCertificate.contains(PRIVATE_KEY)) {
            throw new IllegalArgumentException(
                    "there is a private key beside the signing certificate, which is a secret: leave it out");
        }
    }

    /** What is wrong with it whatever it is of; each a sentence in an operator's words. */
    public List<String> problems(Instant at) {
        List<String> problems = new ArrayList<>();
        try {
            if (decoded().length == 0) {
                problems.add("the signature is empty");
            }
        } catch (IllegalArgumentException e) {
            problems.add("the signature is not base64");
        }
        try {
            check(certificate(), at, problems);
        } catch (CertificateException e) {
            problems.add("the signing certificate is no X.509 certificate in PEM");
        }
        return problems;
    }

    private static void check(X509Certificate certificate, Instant at, List<String> problems) {
        if (Date.from(at).before(certificate.getNotBefore())) {
            problems.add("the signing certificate is not valid before "
                    + certificate.getNotBefore().toInstant());
        }
        if (Date.from(at).after(certificate.getNotAfter())) {
            problems.add("the signing certificate has not been valid since "
                    + certificate.getNotAfter().toInstant());
        }
        if (certificate.getBasicConstraints() >= 0) {
            problems.add("the signing certificate is one of a certificate authority");
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            problems.add("the signing certificate is not for signatures");
        }
        switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < LEAST_RSA_BITS ->
                problems.add("the key of the signing certificate has less than " + LEAST_RSA_BITS + " bits");
            case ECPublicKey ec
            when ec.getParams().getOrder().bitLength() < LEAST_EC_BITS ->
                problems.add("the key of the signing certificate has less than " + LEAST_EC_BITS + " bits");
            case RSAPublicKey _, ECPublicKey _ -> {}
            default -> problems.add("the key of the signing certificate is neither RSA nor EC");
        }
    }

    /** Whether it is the signature of this content, by the key of its certificate. */
    public boolean isOf(InputStream content) throws IOException {
        List<Signature> schemes;
        byte[] signed;
        try {
            schemes = schemes(certificate().getPublicKey());
            signed = decoded();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            for (Signature scheme : schemes) {
                update(scheme, buffer, read);
            }
        }
        return schemes.stream().anyMatch(scheme -> verifies(scheme, signed));
    }

    private byte[] decoded() {
        return Base64.getDecoder().decode(signature.replaceAll("\\s", ""));
    }

    private X509Certificate certificate() throws CertificateException {
        byte[] pem = signingCertificate.getBytes(StandardCharsets.UTF_8);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    /** All that a key of this kind can have signed by: nothing in the message says which it was. */
    private static List<Signature> schemes(PublicKey key) throws GeneralSecurityException {
        List<Signature> schemes = new ArrayList<>();
        if (key instanceof RSAPublicKey rsa) {
            if (!key.getAlgorithm().equals("RSASSA-PSS")) {
                schemes.add(Signature.getInstance("SHA256withRSA"));
            }
            int longestSalt = (rsa.getModulus().bitLength() + 6) / 8 - SHA256_BYTES - 2;
            for (int salt :
                    IntStream.of(SHA256_BYTES, longestSalt, 0).distinct().toArray()) {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
                schemes.add(pss);
            }
        } else if (key instanceof ECPublicKey) {
            schemes.add(Signature.getInstance("SHA256withECDSA"));
        }
        for (Signature scheme : schemes) {
            scheme.initVerify(key);
        }
        return schemes;
    }

    private static void update(Signature scheme, byte[] buffer, int length) {
        try {
            scheme.update(buffer, 0, length);
        } catch (SignatureException e) {
            throw new IllegalStateException("has been set up to verify", e);
        }
    }

    private static boolean verifies(Signature scheme, byte[] signed) {
        try {
            return scheme.verify(signed);
        } catch (SignatureException e) { // not even the form of one
            return false;
        }
    }
}
