package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.fuzz.FuzzTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes on an open WebSocket are frames, or end it; and it does not matter in which portions they come. */
public class FrameFuzzTest {

    private static final int MAX_MESSAGE = 4_096;

    @Test
    void any_bytes_are_frames_or_a_violation() {
        byte[] call = "[2,\"1\",\"Heartbeat\",{}]".getBytes(UTF_8);
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.TEXT, "[2,\"1\",".getBytes(UTF_8)));
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.PING, "now".getBytes(UTF_8)));
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.FIN, "\"é\",{}]".getBytes(UTF_8)));
        FuzzTarget.feed(
                FrameFuzzTest::fuzzerTestOneInput,
                List.of(
                        RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, call),
                        RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[200]),
                        RawWebSocket.masked(RawWebSocket.FIN | 0x40 | RawWebSocket.TEXT, call),
                        fragments.toByteArray(),
                        RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8, 'x'})),
                List.of(
                        HexFormat.of().parseHex("81ff400000000000000000000000"),
                        HexFormat.of().parseHex("81fe1000"),
                        HexFormat.of().parseHex("80800000"),
                        RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, call)));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        for (boolean compression : new boolean[] {false, true}) {
            String atOnce = read(input, input.length, compression);
            String inPortions = read(input, 3, compression);
            if (!atOnce.equals(inPortions)) {
                throw new AssertionError("at once " + atOnce + ", in portions " + inPortions);
            }
        }
    }

    private static String read(byte[] input, int portion, boolean compression) {
        Heard heard = new Heard();
        FrameReader reader = new FrameReader(MAX_MESSAGE, 16, compression, heard);
        ByteBuf in = Unpooled.buffer();
        try {
            for (int at = 0; at < input.length; at += portion) {
                in.writeBytes(input, at, Math.min(portion, input.length - at));
                boolean more = true;
                while (more && !heard.closed) {
                    more = reader.next(in);
                }
            }
        } catch (Violation violation) {
            if (violation.code() < 1002
                    || violation.code() > 1009
                    || violation.reason().isBlank()) {
                throw new AssertionError("a violation of no use", violation);
            }
            heard.all.append("violation ").append(violation.code());
        }
        return heard.all.toString();
    }

    private static final class Heard implements FrameReader.Output {

        private final StringBuilder all = new StringBuilder();
        private boolean closed;

        @Override
        public void text(byte[] message) {
            if (message.length > MAX_MESSAGE || !Utf8.isValid(message, message.length)) {
                throw new AssertionError(
                        "no message to hand on: " + HexFormat.of().formatHex(message));
            }
            all.append("text ").append(new String(message, UTF_8)).append('\n');
        }

        @Override
        public void ping(byte[] data) {
            all.append("ping ").append(HexFormat.of().formatHex(data)).append('\n');
        }

        @Override
        public void pong() {
            all.append("pong\n");
        }

        @Override
        public void closed(int code, String reason) {
            closed = true;
            all.append("closed ").append(code).append(' ').append(reason).append('\n');
        }
    }
}
