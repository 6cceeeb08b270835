package dev.csms.app.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.SigningRequests.Verdict;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;

/**
 * Whatever a charge point sends for a request is judged, and only what somebody has signed with his key is good. An input
 * is the request as DER if it begins like one, and else the text that PEM should be.
 */
public class Pkcs10FuzzTest {

    private static final int SEQUENCE = 0x30;
    private static final SubjectRule RULE = new SubjectRule("ACME", Set.of("SN-1"));

    /** Good ones, signed with ECDSA, with RSA and with RSASSA-PSS. */
    private static final List<byte[]> GOOD =
            Stream.of("ec", "rsa", "pss").map(Pkcs10FuzzTest::read).toList();

    /** Nobody who makes inputs has others. */
    private static final Set<String> KEYS =
            GOOD.stream().map(Pkcs10FuzzTest::publicKey).collect(Collectors.toSet());

    @Test
    void any_request_is_judged() {
        GOOD.forEach(request -> {
            if (!(judge(request) instanceof Verdict.Good)) {
                throw new AssertionError("the seeds are good");
            }
        });
        FuzzTarget.feed(
                Pkcs10FuzzTest::fuzzerTestOneInput,
                Stream.concat(
                                GOOD.stream(),
                                GOOD.stream()
                                        .map(request -> Pem.block("CERTIFICATE REQUEST", request)
                                                .getBytes(ISO_8859_1)))
                        .toList(),
                Stream.of(
                                "3080",
                                "0000",
                                "2480",
                                "3000",
                                "3100",
                                "0500",
                                "0101ff",
                                "02010a",
                                "0201ff",
                                "030100",
                                "0303000102",
                                "0c0441434d45",
                                "1e08004100430041",
                                "3084ffffffff",
                                "308200ff",
                                "0603550403",
                                "060355040a",
                                "06082a8648ce3d030107",
                                "06092a864886f70d01010a",
                                "a000",
                                "2d2d2d2d2d",
                                "0a",
                                "3d")
                        .map(HexFormat.of()::parseHex)
                        .toList());
    }

    public static void fuzzerTestOneInput(byte[] input) {
        switch (judge(input)) {
            case Verdict.Good good -> {
                if (!KEYS.contains(HexFormat.of().formatHex(good.publicKey()))
                        || !good.subject().equals("O=ACME,CN=SN-1")) {
                    throw new AssertionError("nobody has signed this: " + good);
                }
            }
            case Verdict.Bad bad -> {
                if (bad.explanation().isBlank()
                        || bad.explanation().length() > 250
                        || bad.explanation().chars().anyMatch(Character::isISOControl)) {
                    throw new AssertionError("nothing to show to anybody: " + bad);
                }
            }
        }
    }

    private static Verdict judge(byte[] input) {
        String pem = input.length > 0 && input[0] == SEQUENCE
                ? Pem.block("CERTIFICATE REQUEST", input)
                : new String(input, ISO_8859_1);
        return new Pkcs10Requests().judge(new Order(pem, RULE, null));
    }

    private static byte[] read(String name) {
        String path = "/certificate-requests/" + name + ".der";
        try (InputStream file = Objects.requireNonNull(Pkcs10FuzzTest.class.getResourceAsStream(path), path)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String publicKey(byte[] request) {
        try {
            return HexFormat.of()
                    .formatHex(new PKCS10CertificationRequest(request)
                            .getSubjectPublicKeyInfo()
                            .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
