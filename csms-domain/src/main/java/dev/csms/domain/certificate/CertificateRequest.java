package dev.csms.domain.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.AlgorithmParameters;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point asks to have signed (PKCS#10, RFC 2986), once it is known that it has the private key.
 *
 * @param pem          the request, with lines that end in LF
 * @param subject      as RFC 2253 writes names
 * @param commonName   absent if there is none, or more than one
 * @param organization absent if there is none, or more than one
 * @param keyAlgorithm {@code RSA} or {@code EC}
 * @param keySha256    of the public key as X.509 encodes it, 64 hexadecimal digits
 */
public record CertificateRequest(
        String pem,
        String subject,
        @Nullable String commonName,
        @Nullable String organization,
        String keyAlgorithm,
        int keySizeBits,
        String keySha256) {

    private static final Map<String, String> KEYS = Map.of(
            "2a864886f70d010101", "RSA",
            "2a864886f70d01010a", "RSASSA-PSS",
            "2a8648ce3d0201", "EC");

    /** Those with a digest that is good enough. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "2a864886f70d01010b", "SHA256withRSA",
            "2a864886f70d01010c", "SHA384withRSA",
            "2a864886f70d01010d", "SHA512withRSA",
            "2a864886f70d01010a", "RSASSA-PSS",
            "2a8648ce3d040302", "SHA256withECDSA",
            "2a8648ce3d040303", "SHA384withECDSA",
            "2a8648ce3d040304", "SHA512withECDSA");

    private static final List<String> DIGESTS = List.of("SHA-256", "SHA-384", "SHA-512");

    /** A request cannot be taken, whoever makes it. */
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1;

        private final SigningRefusal refusal;

        Unacceptable(SigningRefusal refusal, String sentence) {
            super(sentence);
            this.refusal = refusal;
        }

        SigningRefusal refusal() {
            return refusal;
        }
    }

    /** @param text as the charge point has sent it */
    static CertificateRequest read(String text) throws Unacceptable {
        byte[] encoded;
        byte[] signed;
        byte[] algorithm;
        byte[] signature;
        X500Principal subject;
        byte[] key;
        try {
            List<byte[]> blocks = Pem.blocks(text, Pem.CERTIFICATE_REQUEST);
            if (blocks.size() != 1) {
                throw new IllegalArgumentException("it has " + blocks.size() + " requests in it");
            }
            encoded = blocks.getFirst();
            Der request = Der.sequence(encoded);
            signed = request.encodedSequence();
            algorithm = request.encodedSequence();
            signature = request.bits();
            request.end();
            Der info = Der.sequence(signed);
            info.integer(); // the version; there is only one
            subject = new X500Principal(info.encodedSequence());
            key = info.encodedSequence();
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(SigningRefusal.UNREADABLE, "no request for a certificate: " + e.getMessage());
        }
        PublicKey publicKey = publicKey(key);
        String weakness = PublicKeys.weakness(publicKey).orElse(null);
        if (weakness != null) {
            throw new Unacceptable(SigningRefusal.WEAK_KEY, weakness);
        }
        verify(publicKey, algorithm, signed, signature);
        return new CertificateRequest(
                Pem.of(Pem.CERTIFICATE_REQUEST, encoded),
                subject.getName(),
                only(subject, "CN"),
                only(subject, "O"),
                PublicKeys.algorithm(publicKey),
                PublicKeys.sizeBits(publicKey),
                CertificateDetails.sha256(publicKey.getEncoded()));
    }

    private static PublicKey publicKey(byte[] encoded) throws Unacceptable {
        try {
            String kind = identifier(Der.sequence(encoded).sequence());
            String algorithm = KEYS.get(kind);
            if (algorithm == null) {
                throw new Unacceptable(SigningRefusal.WEAK_KEY, "a key of an unknown kind; RSA and EC are taken");
            }
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unacceptable(
                    SigningRefusal.WEAK_KEY,
                    "a key that cannot be used; RSA, and EC on the curves P-256, P-384 and P-521, are taken");
        }
    }

    private static void verify(PublicKey key, byte[] algorithm, byte[] signed, byte[] signature) throws Unacceptable {
        boolean valid;
        try {
            Der identified = Der.sequence(algorithm);
            String name = SIGNATURES.get(identifier(identified));
            if (name == null) {
                throw new Unacceptable(
                        SigningRefusal.BAD_SIGNATURE, "it is signed by what is not taken: RSA or ECDSA with SHA-2 is");
            }
            Signature verifier = Signature.getInstance(name);
            if (name.equals("RSASSA-PSS")) {
                verifier.setParameter(pss(identified.rest()));
            }
            verifier.initVerify(key);
            verifier.update(signed);
            valid = verifier.verify(signature);
        } catch (GeneralSecurityException | java.io.IOException | IllegalArgumentException e) {
            valid = false;
        }
        if (!valid) {
            throw new Unacceptable(SigningRefusal.BAD_SIGNATURE, "its signature is not that of its key");
        }
    }

    private static PSSParameterSpec pss(byte[] encoded) throws GeneralSecurityException, java.io.IOException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        parameters.init(encoded);
        PSSParameterSpec specified = parameters.getParameterSpec(PSSParameterSpec.class);
        boolean strong = DIGESTS.contains(specified.getDigestAlgorithm())
                && specified.getMGFParameters() instanceof MGF1ParameterSpec mask
                && DIGESTS.contains(mask.getDigestAlgorithm());
        if (!strong) {
            throw new GeneralSecurityException("a weak digest");
        }
        return specified;
    }

    private static String identifier(Der algorithm) {
        return HexFormat.of().formatHex(algorithm.objectIdentifier());
    }

    private static @Nullable String only(X500Principal name, String type) {
        List<String> values = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(name.getName(X500Principal.RFC2253)).getRdns()) {
                Attribute attribute = rdn.toAttributes().get(type);
                for (int i = 0; attribute != null && i < attribute.size(); i++) {
                    if (attribute.get(i) instanceof String value) {
                        values.add(value.strip());
                    }
                }
            }
        } catch (InvalidNameException e) {
            return null;
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
        return values.size() == 1 ? values.getFirst() : null;
    }
}
