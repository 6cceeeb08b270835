package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
    void a_ping_is_answered_with_its_data() {
        client.frame(FIN | RawWebSocket.PING, "data".getBytes(UTF_8));

        Frame pong = client.read();
        assertThat(pong.firstByte()).isEqualTo(FIN | RawWebSocket.PONG);
        assertThat(pong.text()).isEqualTo("data");
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
            assertThat(centralSystem
                            .meters
                            .counter("ocpp.reading.paused", "reason", "answers")
                            .count())
                    .isPositive();
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
