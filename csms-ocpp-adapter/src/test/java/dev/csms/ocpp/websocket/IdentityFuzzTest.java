package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.fuzz.FuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever stands in a request line is an identity, or is refused with a status. */
public class IdentityFuzzTest {

    private static final IdentityPath PATH = new IdentityPath("/ocpp", 1 << 10);

    @Test
    void any_target_is_an_identity_or_is_refused() {
        FuzzTarget.feed(
                IdentityFuzzTest::fuzzerTestOneInput,
                bytes(
                        "/ocpp/CP-1",
                        "/ocpp/RDAM%20123",
                        "/ocpp/caf%C3%A9",
                        "http://example.org:8180//ocpp/a%252Fb/?x=/y",
                        "/ocpp/00:80:F4:43:0B:34"),
                bytes("%00", "%", "%2e%2e", "..", "/", "%0d%0a", "%ed%a0%80", "é", "%C2%85", "?", "#", "ws://"));
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(ISO_8859_1)).toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            ChargePointId identity = PATH.identity(new String(input, ISO_8859_1));
            String value = identity.value();
            if (value.isBlank()
                    || value.length() > ChargePointId.MAX_LENGTH
                    || value.equals("..")
                    || value.chars().anyMatch(Character::isISOControl)
                    || value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new AssertionError("no identity: " + value);
            }
        } catch (Refusal refusal) {
            if (refusal.status() != 400 && refusal.status() != 404 && refusal.status() != 414) {
                throw new AssertionError("refused with " + refusal.status(), refusal);
            }
        }
    }
}
