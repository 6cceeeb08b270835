package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever Authorization headers say is a password for the identity of the URL, or is of no use; and any password can be
 * said. The first byte of an input chooses the identity, the rest are the headers, a line each.
 */
public class BasicAuthorizationFuzzTest {

    private static final List<ChargePointId> IDENTITIES =
            Stream.of("CP-1", "a:b", "café", ":").map(ChargePointId::new).toList();

    @Test
    void any_header_is_a_password_or_of_no_use() {
        FuzzTarget.feed(
                BasicAuthorizationFuzzTest::fuzzerTestOneInput,
                bytes(
                        "\0Basic Q1AtMTpzZWNyZXQ=",
                        "\0basic  Q1AtMTo=",
                        "\1Basic YTpiOmM6ZAA=",
                        "\2Basic Y2Fmw6k6/w",
                        "\3Basic Ojo=\nBasic Ojo="),
                bytes(
                        "Basic ", "basic\t", "=", "==", ":", "\n", " ", "Bearer ", "Q1AtMTo", "-", "_", "\0", "é",
                        "\u0085", "\u000b"));
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(ISO_8859_1)).toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ChargePointId identity = IDENTITIES.get(Math.floorMod(input[0], IDENTITIES.size()));
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        String headers = new String(rest, ISO_8859_1);
        switch (BasicAuthorization.of(headers.isEmpty() ? List.of() : List.of(headers.split("\n", -1)), identity)) {
            case BasicAuthorization.Presented(byte[] password) -> {
                if (!isSaid(headers, identity, password)) {
                    throw new AssertionError("nobody said so: " + headers);
                }
            }
            case BasicAuthorization.Unusable(String why) -> {
                if (!why.matches("[A-Za-z0-9 ',]+")) {
                    throw new AssertionError("what was sent is repeated, or nothing said: " + why);
                }
            }
        }
        assertCanBeSaid(rest, identity);
    }

    /** Base64 is decoded in a way of its own: what is no letter of it is passed over. */
    private static boolean isSaid(String header, ChargePointId identity, byte[] password) {
        String word = header.strip().substring("Basic".length()).strip();
        return Arrays.equals(Base64.getMimeDecoder().decode(word), said(identity, password));
    }

    private static void assertCanBeSaid(byte[] password, ChargePointId identity) {
        String header = "Basic " + Base64.getEncoder().encodeToString(said(identity, password));
        if (!(BasicAuthorization.of(List.of(header), identity) instanceof BasicAuthorization.Presented presented)
                || !Arrays.equals(presented.password(), password)) {
            throw new AssertionError("a password that cannot be said: " + header);
        }
    }

    private static byte[] said(ChargePointId identity, byte[] password) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes((identity.value() + ":").getBytes(UTF_8));
        said.writeBytes(password);
        return said.toByteArray();
    }
}
