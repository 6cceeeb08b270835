package dev.csms.ocpp.v16;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.fuzz.FuzzTarget;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Any payload is read or refused, with a reason that can be sent. The first byte of an input chooses the message. */
public class PayloadFuzzTest {

    private static final List<String> ACTIONS = List.copyOf(new TreeSet<>(Payloads.actions()));

    @Test
    void any_payload_is_read_or_refused() {
        List<byte[]> seeds = ACTIONS.stream()
                .map(action -> (char) ACTIONS.indexOf(action)
                        + new JsonMapper()
                                .writeValueAsString(
                                        InboundMessages.ALL.get(action).example()))
                .map(text -> text.getBytes(UTF_8))
                .toList();
        FuzzTarget.feed(
                PayloadFuzzTest::fuzzerTestOneInput,
                seeds,
                Stream.of(
                                "null",
                                "{}",
                                "[]",
                                "[",
                                "]",
                                "{",
                                "}",
                                ",",
                                ":",
                                "\"",
                                "\\",
                                "\\u0000",
                                "\\ud800",
                                "-",
                                "1e999999999",
                                "9".repeat(70),
                                "true",
                                "\"" + "x".repeat(300) + "\"",
                                "[[[[[[[[[[[[[[[[[[",
                                "0.1",
                                "\0",
                                "é",
                                "\" \"")
                        .map(text -> text.getBytes(UTF_8))
                        .toList());
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String action = ACTIONS.get(Math.floorMod(input[0], ACTIONS.size()));
        for (MessagePolicy policy : MessagePolicy.values()) {
            switch (Payloads.reader(action).read(input, 1, input.length - 1, policy, null, Payloads.RECEIVED_AT)) {
                case Decoded.Read<?> read -> read.deviations().forEach(PayloadFuzzTest::assertShowable);
                case Decoded.Refused<?> refused -> {
                    String description = refused.description();
                    if (description.isBlank() || description.length() > 255 || !Texts.clean(description)) {
                        throw new AssertionError("a reason that cannot be sent: " + description);
                    }
                }
            }
        }
    }

    private static void assertShowable(Deviation deviation) {
        if (deviation.member().length() > Deviation.MAX_LENGTH
                || deviation.example().length() > Deviation.MAX_LENGTH
                || !Texts.clean(deviation.example())) {
            throw new AssertionError("a deviation that cannot be shown: " + deviation);
        }
    }
}
