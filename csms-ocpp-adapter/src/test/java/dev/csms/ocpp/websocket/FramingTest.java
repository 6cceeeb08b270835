package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, right and wrong (RFC 6455 §5 to §7). */
class FramingTest {

    private static final int FIN = RawWebSocket.FIN;
    private static final int TEXT = RawWebSocket.TEXT;
    private static final int CONTINUATION = 0;
    private static final byte[] HEARTBEAT = "[2,\"1\",\"Heartbeat\",{}]".getBytes(UTF_8);
    private static final String ANSWER = "[3,\"1\",{\"currentTime\":\"2026-01-31T12:00:00Z\"}]";

    private final CentralSystem centralSystem = new CentralSystem();
    private final RawWebSocket client = centralSystem.connect("CP-1");

    @AfterEach
    void stop() {
        client.close();
        centralSystem.close();
    }

    private static byte[] bytes(int length) {
        return new byte[length];
    }

    @Test
    void a_text_frame_is_a_message() {
        client.frame(FIN | TEXT, HEARTBEAT);

        assertThat(client.read().text()).isEqualTo(ANSWER);
    }

    @Test
    void a_message_may_come_in_fragments_and_byte_by_byte_with_pings_between() {
        byte[] frames = concat(
                RawWebSocket.masked(TEXT, Arrays.copyOfRange(HEARTBEAT, 0, 5)),
                RawWebSocket.masked(FIN | RawWebSocket.PING, "now".getBytes(UTF_8)),
                RawWebSocket.masked(CONTINUATION, bytes(0)),
                RawWebSocket.masked(FIN | CONTINUATION, Arrays.copyOfRange(HEARTBEAT, 5, HEARTBEAT.length)));
        for (byte b : frames) {
            client.write(new byte[] {b});
        }

        Frame pong = client.read();
        assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
        assertThat(pong.text()).isEqualTo("now");
        assertThat(client.read().text()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 70_000, 1 << 20})
    void messages_of_all_length_encodings_up_to_1_mib_are_read(int length) {
        String filler = "x".repeat(length - "[2,\"1\",\"Echo\",{\"a\":\"\"}]".length());
        client.text("[2,\"1\",\"Echo\",{\"a\":\"" + filler + "\"}]");

        assertThat(client.read().text()).contains(filler);
    }

    @Test
    void many_messages_in_one_write_are_all_answered_in_order() {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000; i++) {
            batch.writeBytes(RawWebSocket.masked(FIN | TEXT, ("[2,\"" + i + "\",\"Heartbeat\",{}]").getBytes(UTF_8)));
        }
        client.write(batch.toByteArray());

        for (int i = 0; i < 2_000; i++) {
            assertThat(client.read().text()).startsWith("[3,\"" + i + "\",");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "81 05 68 65 6c 6c 6f, not masked",
        "c1 80 00 00 00 00, RSV1",
        "a1 80 00 00 00 00, RSV2",
        "91 80 00 00 00 00, RSV3",
        "83 80 00 00 00 00, reserved data opcode",
        "8b 80 00 00 00 00, reserved control opcode",
        "09 80 00 00 00 00, fragmented ping",
        "89 fe 00 7e 00 00 00 00, long ping",
        "80 80 00 00 00 00, continuation of nothing",
        "01 80 00 00 00 00 81 80 00 00 00 00, message inside a message",
        "81 ff 80 00 00 00 00 00 00 01 00 00 00 00, length with the top bit set",
        "88 81 00 00 00 00 03, close with one byte",
        "88 82 00 00 00 00 03 e7, close 999",
        "88 82 00 00 00 00 03 ed, close 1005",
        "88 82 00 00 00 00 07 d0, close 2000",
    })
    void what_breaks_rfc_6455_is_closed_with_1002(String frames, String what) {
        client.writeHex(frames);

        assertThat(client.readClose().closeCode()).as(what).isEqualTo(1002);
        assertThat(client.isEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "c3 28", "c0 af", "ed a0 80", "f4 90 80 80", "e2 82", "ff", "f8 88 80 80 80"})
    void text_that_is_not_utf_8_is_closed_with_1007(String text) {
        byte[] invalid = HexFormat.ofDelimiter(" ").parseHex(text);
        client.frame(TEXT, concat("{\"a\":\"".getBytes(UTF_8), Arrays.copyOfRange(invalid, 0, 1)));
        client.frame(FIN | CONTINUATION, Arrays.copyOfRange(invalid, 1, invalid.length));

        assertThat(client.readClose().closeCode()).isEqualTo(1007);
    }

    @Test
    void a_character_may_be_split_between_frames() {
        byte[] call = "[2,\"1\",\"Echo\",{\"a\":\"é€😀\"}]".getBytes(UTF_8);
        for (int i = 0; i < call.length - 1; i++) {
            client.frame(i == 0 ? TEXT : CONTINUATION, new byte[] {call[i]});
        }
        client.frame(FIN | CONTINUATION, new byte[] {call[call.length - 1]});

        assertThat(client.read().text()).contains("é€😀");
    }

    @Test
    void a_binary_message_is_closed_with_1003() {
        client.frame(FIN | RawWebSocket.BINARY, HEARTBEAT);

        assertThat(client.readClose().closeCode()).isEqualTo(1003);
    }

    @Test
    void a_message_over_1_mib_is_closed_with_1009_before_it_has_come() {
        client.write(RawWebSocket.header(FIN | TEXT, (1 << 20) + 1));

        assertThat(client.readClose().closeCode()).isEqualTo(1009);
    }

    @Test
    void fragments_that_add_up_to_more_than_1_mib_are_closed_with_1009() {
        client.frame(TEXT, bytes(1 << 19));
        client.frame(CONTINUATION, bytes(1 << 19));
        client.frame(CONTINUATION, bytes(1));

        assertThat(client.readClose().closeCode()).isEqualTo(1009);
    }

    @Test
    void a_length_of_2_to_the_62_is_closed_with_1009() {
        client.write(RawWebSocket.header(FIN | TEXT, 1L << 62));

        assertThat(client.readClose().closeCode()).isEqualTo(1009);
    }

    @Test
    void more_than_1024_fragments_are_closed_with_1008() {
        client.frame(TEXT, bytes(0));
        for (int i = 0; i < 1_024; i++) {
            client.frame(CONTINUATION, bytes(0));
        }

        assertThat(client.readClose().closeCode()).isEqualTo(1008);
    }

    @Test
    void a_message_that_never_ends_is_closed_with_1008() {
        try (CentralSystem impatient = new CentralSystem(s -> s.messageTime = Duration.ofMillis(200));
                RawWebSocket slow = impatient.connect("CP-1")) {
            slow.write(RawWebSocket.header(FIN | TEXT, 1_000)).write("[2,");

            assertThat(slow.readClose().closeCode()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t "})
    void empty_and_blank_text_is_ignored(String blank) {
        client.text(blank).frame(FIN | TEXT, HEARTBEAT);

        assertThat(client.read().text()).isEqualTo(ANSWER);
        assertThat(centralSystem.messages("unknown", "malformed")).isZero();
    }

    @Test
    void a_ping_is_answered_with_its_data() {
        client.frame(FIN | RawWebSocket.PING, "data".getBytes(UTF_8));

        Frame pong = client.read();
        assertThat(pong.firstByte()).isEqualTo(FIN | RawWebSocket.PONG);
        assertThat(pong.text()).isEqualTo("data");
    }

    @Test
    void a_flood_of_pings_waits() {
        long start = System.nanoTime();
        for (int i = 0; i < 130; i++) {
            client.frame(FIN | RawWebSocket.PING, bytes(0));
        }
        for (int i = 0; i < 130; i++) {
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void on_demand_messages_beyond_the_allowed_rate_wait_and_none_is_lost() {
        try (CentralSystem limiting = new CentralSystem(s -> s.messagesPerSecond = 20);
                RawWebSocket flooder = limiting.connect("CP-1")) {
            long start = System.nanoTime();
            for (int i = 0; i < 130; i++) {
                flooder.text("[2,\"" + i + "\",\"Heartbeat\",{}]");
            }
            for (int i = 0; i < 130; i++) {
                assertThat(flooder.read().text()).startsWith("[3,\"" + i + "\"");
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, bye", "1001, ''", "3000, reboot", "4999, own"})
    void a_close_is_answered_with_its_code_and_recorded(int code, String reason) throws InterruptedException {
        client.frame(
                FIN | RawWebSocket.CLOSE, concat(new byte[] {(byte) (code >> 8), (byte) code}, reason.getBytes(UTF_8)));

        assertThat(client.read().closeCode()).isEqualTo(code);
        assertThat(client.isEnd()).isTrue();
        ClosedSession closed = centralSystem.nextClosed();
        assertThat(closed.code()).isEqualTo(code);
        assertThat(closed.reason()).isEqualTo(reason);
    }

    @Test
    void a_close_without_code_is_answered_without_code() throws InterruptedException {
        client.frame(FIN | RawWebSocket.CLOSE, bytes(0));

        assertThat(client.read().payload()).isEmpty();
        assertThat(centralSystem.nextClosed().code()).isEqualTo(1005);
    }

    @Test
    void a_reset_in_the_middle_of_a_message_handles_nothing() throws InterruptedException {
        client.write(Arrays.copyOf(RawWebSocket.masked(FIN | TEXT, HEARTBEAT), 12));
        client.reset();

        assertThat(centralSystem.nextClosed().code()).isEqualTo(1006);
        assertThat(centralSystem.handled).isEmpty();
        assertThat(centralSystem.sessions.size()).isZero();
    }

    @Test
    void a_close_of_ours_that_is_never_answered_ends_all_the_same() throws InterruptedException {
        client.frame(FIN | TEXT, HEARTBEAT).read();
        centralSystem.session("CP-1").close(1000, "enough");

        assertThat(client.readClose().closeReason()).isEqualTo("enough");
        assertThat(client.isEnd()).isTrue();
        assertThat(centralSystem.nextClosed().code()).isEqualTo(1000);
    }

    @Test
    void a_peer_that_does_not_read_is_not_read_either_and_then_closed() throws InterruptedException {
        try (RawWebSocket deaf =
                RawWebSocket.connect(centralSystem.port(), 4096).upgrade("/ocpp/CP-2")) {
            byte[] call = RawWebSocket.masked(
                    FIN | TEXT, ("[2,\"1\",\"Echo\",{\"a\":\"" + "x".repeat(60_000) + "\"}]").getBytes(UTF_8));
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 10_000; i++) {
                        deaf.write(call);
                    }
                } catch (UncheckedIOException _) {
                    // closed at last
                }
            });

            ClosedSession closed = centralSystem.closed.poll(30, TimeUnit.SECONDS);
            assertThat(closed).isNotNull();
            assertThat(closed.code()).isEqualTo(1008);
            assertThat(centralSystem.handled).hasSizeLessThan(1_000);
            writer.join();
        }
    }

    @Test
    void compression_is_agreed_to_on_demand_and_each_message_stands_alone() {
        try (CentralSystem compressing = new CentralSystem(s -> s.compression = true);
                RawWebSocket packer = RawWebSocket.connect(compressing.port())) {
            assertThat(packer.request(
                                    "/ocpp/CP-1",
                                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
                            .header("Sec-WebSocket-Extensions"))
                    .containsExactly("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
            byte[] deflated = deflated(HEARTBEAT);
            packer.frame(FIN | 0x40 | TEXT, deflated);
            packer.frame(0x40 | TEXT, Arrays.copyOf(deflated, 5));
            packer.frame(FIN | CONTINUATION, Arrays.copyOfRange(deflated, 5, deflated.length));
            packer.frame(FIN | TEXT, HEARTBEAT);

            for (int i = 0; i < 3; i++) {
                assertThat(packer.read().text()).isEqualTo(ANSWER);
            }
        }
    }

    @Test
    void what_is_over_1_mib_inflated_is_closed_with_1009_and_rubbish_with_1002() {
        try (CentralSystem compressing = new CentralSystem(s -> s.compression = true);
                RawWebSocket bomber = RawWebSocket.connect(compressing.port());
                RawWebSocket broken = RawWebSocket.connect(compressing.port())) {
            bomber.upgrade("/ocpp/CP-1", "Sec-WebSocket-Extensions: permessage-deflate");
            bomber.frame(FIN | 0x40 | TEXT, deflated(bytes(100 << 20)));
            assertThat(bomber.readClose().closeCode()).isEqualTo(1009);

            broken.upgrade("/ocpp/CP-2", "Sec-WebSocket-Extensions: permessage-deflate");
            broken.frame(FIN | 0x40 | TEXT, "not deflated".getBytes(UTF_8));
            assertThat(broken.readClose().closeCode()).isEqualTo(1002);
        }
    }

    private static byte[] deflated(byte[] message) {
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(message);
            byte[] buffer = new byte[message.length + 64];
            int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(buffer, length - 4);
        }
    }

    @Test
    void a_session_that_ends_leaves_nothing_behind() {
        client.frame(FIN | TEXT, HEARTBEAT).read();
        client.close();

        await().untilAsserted(() -> assertThat(
                        centralSystem.meters.get("ocpp.connections").gauge().value())
                .isZero());
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
