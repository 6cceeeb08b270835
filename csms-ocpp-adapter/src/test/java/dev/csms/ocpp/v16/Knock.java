package dev.csms.ocpp.v16;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A handshake, byte by byte, and what it was answered. The connection stays until it is closed, and answers nothing.
 *
 * @param status  of HTTP
 * @param headers as they came
 */
record Knock(int status, List<String> headers, String body, Socket socket, InputStream in) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PONG = 0x8a;
    private static final int PING = 0x89;

    /** @param target such as {@code /ocpp/CP-1} @param headers besides those of every handshake */
    static Knock at(int port, String target, String... headers) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"
                    + String.join(
                            "", List.of(headers).stream().map(it -> it + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            int status = Integer.parseInt(line(in).split(" ")[1]);
            List<String> answered = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                answered.add(line);
            }
            String body = status == 101 ? "" : new String(in.readAllBytes(), UTF_8);
            return new Knock(status, answered, body, socket, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("ended within a line: " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** A header of HTTP Basic. */
    static String basic(String identity, byte[] key) {
        byte[] user = (identity + ":").getBytes(UTF_8);
        byte[] both = new byte[user.length + key.length];
        System.arraycopy(user, 0, both, 0, user.length);
        System.arraycopy(key, 0, both, user.length, key.length);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    String header(String name) {
        return headers.stream()
                .filter(it -> it.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(it -> it.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Waits for a ping and answers it. */
    void answerPing() throws IOException {
        int first = in.read();
        int length = in.read();
        if (first != PING || length != 0) {
            throw new IOException("no ping: " + first + " " + length);
        }
        socket.getOutputStream().write(new byte[] {(byte) PONG, (byte) 0x80, 1, 2, 3, 4});
    }

    /** Waits for the Close frame and gives its code. */
    int closeCode() throws IOException {
        int first = in.read();
        while (first == PING) {
            in.skipNBytes(in.read());
            first = in.read();
        }
        in.read();
        return in.read() << 8 | in.read();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
