package dev.csms.app.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.RequestFault;
import dev.csms.domain.certificate.SigningRequests;
import dev.csms.domain.certificate.SubjectRule;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** Requests for certificates as charge points send them (RFC 2986; security whitepaper §A02). */
final class Pkcs10Requests implements SigningRequests {

    /** Of SignCertificate.req's csr. */
    private static final int LONGEST = 5_500;

    private static final int LONGEST_NAME = 64; // X.520's upper bounds of both names
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 8192; // checking a signature takes the longer, the longer the key
    private static final int LONGEST_EXPONENT = 64;
    private static final int SHORTEST_EC = 224;

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]*+)-----END (?:NEW )?CERTIFICATE"
                    + " REQUEST-----");

    private static final Map<ASN1ObjectIdentifier, String> SIGNATURES = Map.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
            PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
            PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
            X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");
    private static final String PSS = "RSASSA-PSS";
    private static final Set<String> DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    /** What is in a good one. */
    record Request(@Nullable String organization, String commonName, PublicKey publicKey) {}

    /** Why one is not. */
    static final class BadRequestException extends Exception {

        private final RequestFault fault;

        BadRequestException(RequestFault fault, String explanation) {
            super(explanation);
            this.fault = fault;
        }

        RequestFault fault() {
            return fault;
        }

        String explanation() {
            return String.valueOf(getMessage());
        }
    }

    @Override
    public Verdict judge(Order order) {
        try {
            Request request = read(order);
            PublicKey key = request.publicKey();
            return new Verdict.Good(
                    (request.organization() == null ? "" : "O=" + request.organization() + ",") + "CN="
                            + request.commonName(),
                    KeyKind.of(key).name(),
                    bits(key),
                    key.getEncoded());
        } catch (BadRequestException e) {
            return new Verdict.Bad(e.fault(), e.explanation());
        }
    }

    Request read(Order order) throws BadRequestException {
        PKCS10CertificationRequest request = parse(order.signingRequest());
        PublicKey key = publicKey(request.getSubjectPublicKeyInfo());
        if (!isSignedBy(key, request)) {
            throw new BadRequestException(
                    RequestFault.BAD_SIGNATURE, "it is not signed, with SHA-2, by the key that it is about");
        }
        return named(request.getSubject(), order.subject(), key);
    }

    private static PKCS10CertificationRequest parse(String pem) throws BadRequestException {
        Matcher block = BLOCK.matcher(pem);
        if (pem.length() > LONGEST) {
            throw unreadable("it is longer than " + LONGEST + " characters");
        }
        if (!block.find()) {
            throw unreadable("there is no CERTIFICATE REQUEST in PEM");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(1).getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            throw unreadable("what is in the PEM is no Base64");
        }
        if (block.find()) {
            throw unreadable("there is more than one CERTIFICATE REQUEST");
        }
        try {
            return new PKCS10CertificationRequest(der);
        } catch (IOException | RuntimeException e) { // a reader of ASN.1 has many ways to fail
            throw unreadable("what is in the PEM is no PKCS#10");
        }
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo info) throws BadRequestException {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        try {
            X509EncodedKeySpec encoded = new X509EncodedKeySpec(info.getEncoded(ASN1Encoding.DER));
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return checked((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(encoded));
            } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return checked((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded));
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw weak("its key is none, or on a curve that TLS has no use for");
        }
        throw weak("its key is neither RSA nor on an elliptic curve, but " + algorithm);
    }

    private static PublicKey checked(RSAPublicKey key) throws BadRequestException {
        int bits = key.getModulus().bitLength();
        if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
            throw weak("its RSA key has " + bits + " bits, not " + SHORTEST_RSA + " to " + LONGEST_RSA);
        }
        if (!key.getPublicExponent().testBit(0)
                || key.getPublicExponent().bitLength() < 2
                || key.getPublicExponent().bitLength() > LONGEST_EXPONENT) {
            throw weak("its RSA key has an exponent that nobody uses");
        }
        return key;
    }

    private static PublicKey checked(ECPublicKey key) throws BadRequestException {
        int bits = bits(key);
        if (bits < SHORTEST_EC) {
            throw weak("its curve has " + bits + " bits, not " + SHORTEST_EC + " or more");
        }
        return key;
    }

    private static int bits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength();
            default -> 0;
        };
    }

    private static boolean isSignedBy(PublicKey key, PKCS10CertificationRequest request) {
        try {
            Signature signature = signature(request.getSignatureAlgorithm());
            if (signature == null) {
                return false;
            }
            signature.initVerify(key);
            signature.update(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            return signature.verify(request.getSignature());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static @Nullable Signature signature(AlgorithmIdentifier algorithm)
            throws GeneralSecurityException, IOException {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            String name = SIGNATURES.get(algorithm.getAlgorithm());
            return name == null ? null : Signature.getInstance(name);
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
        parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
        PSSParameterSpec terms = parameters.getParameterSpec(PSSParameterSpec.class);
        if (!DIGESTS.contains(terms.getDigestAlgorithm())) {
            return null;
        }
        Signature signature = Signature.getInstance(PSS);
        signature.setParameter(terms);
        return signature;
    }

    private static Request named(X500Name subject, SubjectRule rule, PublicKey key) throws BadRequestException {
        String organization = only(subject, BCStyle.O, RequestFault.WRONG_ORGANIZATION);
        String commonName = only(subject, BCStyle.CN, RequestFault.WRONG_COMMON_NAME);
        if (rule.organization() != null && !rule.organization().equals(organization)) {
            throw new BadRequestException(
                    RequestFault.WRONG_ORGANIZATION,
                    "its O is " + quoted(organization) + ", not '" + rule.organization() + "'");
        }
        if (commonName == null
                || !rule.commonNames().isEmpty() && !rule.commonNames().contains(commonName)) {
            throw new BadRequestException(
                    RequestFault.WRONG_COMMON_NAME,
                    "its CN is " + quoted(commonName) + ", not the serial number of the charge point");
        }
        return new Request(organization, commonName, key);
    }

    private static @Nullable String only(X500Name subject, ASN1ObjectIdentifier type, RequestFault fault)
            throws BadRequestException {
        RDN[] names = subject.getRDNs(type);
        if (names.length == 0) {
            return null;
        }
        if (names.length > 1
                || names[0].isMultiValued()
                || !(names[0].getFirst().getValue() instanceof ASN1String text)
                || !isName(text.getString())) {
            throw new BadRequestException(
                    fault, "its " + BCStyle.INSTANCE.oidToDisplayName(type) + " is no single name");
        }
        return text.getString();
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private static String quoted(@Nullable String name) {
        return name == null ? "absent" : "'" + name + "'";
    }

    private static BadRequestException unreadable(String explanation) {
        return new BadRequestException(RequestFault.UNREADABLE, explanation);
    }

    private static BadRequestException weak(String explanation) {
        return new BadRequestException(RequestFault.WEAK_KEY, explanation);
    }
}
