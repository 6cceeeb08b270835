package dev.csms.ocpp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static Frame read(String text) {
        return FrameCodec.read(text.getBytes(UTF_8), NOON);
    }

    private static Call call(String text) {
        return (Call) ((Frame.Understood) read(text)).message();
    }

    private static String written(Message message) {
        return new String(FrameCodec.write(message), UTF_8);
    }

    @Test
    void a_call_keeps_its_payload_as_it_came() {
        Call call = call(" [ 2 , \"19\\u0032\", \"Authorize\", { \"idTag\" : \"é\" } ] ");

        assertThat(call.messageId().value()).isEqualTo("192");
        assertThat(call.messageId().json()).isEqualTo("\"19\\u0032\"");
        assertThat(call.action()).isEqualTo("Authorize");
        assertThat(call.payload()).hasToString("{ \"idTag\" : \"é\" }");
        assertThat(call.receivedAt()).isEqualTo(NOON);
        assertThat(call.deviations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[2,1,\"A\",{}]; NUMERIC_MESSAGE_ID",
                "[2,\"1234567890123456789012345678901234567\",\"A\",{}]; LONG_MESSAGE_ID",
                "[2,\"\\u0000\",\"A\",{}]; UNPRINTABLE_MESSAGE_ID",
                "[2,\"1\",\"A\"]; MISSING_PAYLOAD",
                "[2,\"1\",\"A\",{},null]; EXTRA_ELEMENTS"
            })
    void what_is_forgiven_is_noted(String text, FrameDeviation deviation) {
        assertThat(call(text).deviations()).containsExactly(deviation);
    }

    @Test
    void an_id_of_36_characters_is_no_deviation() {
        assertThat(call("[2,\"123456789012345678901234567890123456\",\"A\",{}]").deviations())
                .isEmpty();
    }

    @Test
    void an_id_is_fit_to_be_logged_and_stored() {
        assertThat(call("[2,\"a\\u0000\\ud800\\r\\n😀\",\"A\",{}]").messageId())
                .hasToString("a\uFFFD\uFFFD\uFFFD\uFFFD😀");
        assertThat(call("[2,\"" + "x".repeat(5_000) + "\",\"A\",{}]")
                        .messageId()
                        .toString())
                .hasSize(100);
    }

    static Stream<String> bombs() {
        return Stream.of(
                "[2,\"x\",\"Authorize\",{\"idTag\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}]",
                "[2,\"x\",\"Authorize\"," + "{\"a\":".repeat(170_000) + "1" + "}".repeat(170_000) + "]",
                "[2,\"x\"," + "[".repeat(1_000_000),
                "[2,\"x\",\"Authorize\",{}," + "[{\"a\":".repeat(170_000));
    }

    /** CPU time, the best of five: a machine that has other things to do makes it no longer. */
    @ParameterizedTest
    @MethodSource("bombs")
    @Tag("J13")
    void what_is_nested_too_deep_is_refused_in_five_milliseconds_however_much_of_it_there_is(String bomb) {
        byte[] message = bomb.getBytes(UTF_8);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long bestNanos = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begun = threads.getCurrentThreadCpuTime();
            Frame frame = FrameCodec.read(message, NOON);
            bestNanos = Math.min(bestNanos, threads.getCurrentThreadCpuTime() - begun);

            assertThat(frame)
                    .isInstanceOfSatisfying(
                            Frame.Refused.class,
                            refused -> assertThat(refused.answer().code()).isEqualTo(ErrorCode.FORMATION_VIOLATION));
        }
        assertThat(Duration.ofNanos(bestNanos)).isLessThanOrEqualTo(Duration.ofMillis(5));
    }

    @Test
    void results_and_errors_are_written_with_the_id_of_their_call() {
        Call call = call("[2,17,\"A\",{}]");

        assertThat(written(call.result("{\"a\":1}".getBytes(UTF_8)))).isEqualTo("[3,17,{\"a\":1}]");
        assertThat(written(call.error(ErrorCode.GENERIC_ERROR, ""))).isEqualTo("[4,17,\"GenericError\",\"\",{}]");
    }

    @Test
    void a_description_is_cut_below_255_characters_and_escaped() {
        Call call = call("[2,\"1\",\"A\",{}]");

        String written = written(call.error(ErrorCode.GENERIC_ERROR, "\"\\\n" + "x".repeat(300)));

        assertThat(written).isEqualTo("[4,\"1\",\"GenericError\",\"\\\"\\\\\uFFFD" + "x".repeat(251) + "\",{}]");
    }

    @ParameterizedTest
    @EnumSource
    void every_code_is_read_as_it_is_written(ErrorCode code) {
        assertThat(ErrorCode.of(code.spelling())).isEqualTo(code);
    }

    @Test
    void two_codes_are_misspelt_for_ever() {
        assertThat(ErrorCode.FORMATION_VIOLATION.spelling()).isEqualTo("FormationViolation");
        assertThat(ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION.spelling()).isEqualTo("OccurenceConstraintViolation");
    }

    @Test
    void what_is_written_can_be_read() {
        Call call = new Call(MessageId.random(), "Reset", Payload.EMPTY, java.util.Set.of(), NOON);

        assertThat(read(written(call))).isEqualTo(new Frame.Understood(call));
    }
}
