package dev.csms.ocpp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.fuzz.FuzzTarget;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any text is a message, or is not; and what answers it can be read. */
public class CallFuzzTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void any_text_is_a_message_or_is_not() {
        FuzzTarget.feed(
                CallFuzzTest::fuzzerTestOneInput,
                bytes(
                        "[2,\"1\",\"Authorize\",{\"idTag\":\"04E91C5A\"}]",
                        "[2,17,\"Heartbeat\",null]",
                        "[3,\"1\",{\"status\":\"Accepted\"}]",
                        "[4,\"1\",\"NotSupported\",\"no\",{\"a\":[1,2.5,true]}]",
                        "[2,\"a\\u0041\",\"MeterValues\",{\"meterValue\":[{\"sampledValue\":[{\"value\":\"1\"}]}]},7]"),
                bytes(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "\"",
                        "\\",
                        "\\u0000",
                        "\\ud800",
                        "1e999",
                        "-",
                        "null",
                        "\uFEFF",
                        "\0",
                        "[[[[[[[[[[[[[[[[[[",
                        "2",
                        "3",
                        "4",
                        "é",
                        "NaN",
                        "//"));
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        switch (FrameCodec.read(input, NOON)) {
            case Frame.Understood(Call call) -> {
                assertCanBeRead(call.result(new byte[] {'{', '}'}));
                assertCanBeRead(call.error(ErrorCode.GENERIC_ERROR, call.action()));
                if (!call.payload().toString().startsWith("{")) {
                    throw new AssertionError("a payload that is no object: " + call.payload());
                }
            }
            case Frame.Understood _ -> {} // an answer
            case Frame.Refused refused -> assertCanBeRead(refused.answer());
            case Frame.Ignored() -> {}
            case Frame.Malformed malformed -> {
                if (malformed.problem().isBlank()) {
                    throw new AssertionError("a problem without a name");
                }
            }
        }
    }

    private static void assertCanBeRead(Answer answer) {
        byte[] written = FrameCodec.write(answer);
        if (!(FrameCodec.read(written, NOON) instanceof Frame.Understood(Answer read))
                || !read.messageId().json().equals(answer.messageId().json())) {
            throw new AssertionError("an answer that cannot be read: " + new String(written, UTF_8));
        }
    }
}
