package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A client that sends whatever bytes a test wants, right or wrong, and shows what comes back. */
public final class RawWebSocket implements AutoCloseable {

    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xa;
    public static final int FIN = 0x80;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;

    /** What an HTTP server answered. */
    public record Response(int status, List<String> headers, String body) {

        /** Values of a header, in the order in which they came. */
        public List<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip())
                    .toList();
        }
    }

    public record Frame(int firstByte, byte[] payload) {

        public int opcode() {
            return firstByte & 0x0f;
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        public int closeCode() {
            return payload.length == 0 ? CloseCode.NONE : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        public String closeReason() {
            return new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Only the TCP connection. */
    public static RawWebSocket connect(int port) {
        return connect(port, 0);
    }

    /** @param receiveBuffer in bytes; 0 for the system's choice */
    public static RawWebSocket connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return new RawWebSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a connection that stands already, encrypted perhaps. */
    static RawWebSocket over(Socket socket) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawWebSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a correct handshake for OCPP 1.6. */
    public static RawWebSocket open(int port, String identity) {
        return connect(port).upgrade("/ocpp/" + identity);
    }

    public RawWebSocket upgrade(String target, String... headers) {
        Response response = request(target, headers);
        if (response.status() != 101) {
            throw new IllegalStateException("not upgraded: " + response);
        }
        return this;
    }

    /** A correct handshake but for the headers given, which stand in for others of their names; empty ones for nothing. */
    public Response request(String target, String... headers) {
        return send("GET " + target + " HTTP/1.1", headers);
    }

    /** The same for any request line. */
    public Response send(String requestLine, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Host: 127.0.0.1:" + socket.getPort(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: ocpp1.6"));
        for (String header : headers) {
            all.removeIf(old -> old.startsWith(header.substring(0, header.indexOf(':') + 1)));
        }
        for (String header : headers) {
            if (header.indexOf(':') < header.length() - 1) {
                all.add(header);
            }
        }
        write(requestLine + "\r\n" + String.join("\r\n", all) + "\r\n\r\n");
        return response();
    }

    public Response response() {
        try {
            String status = line();
            List<String> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                headers.add(line);
            }
            Response head = new Response(Integer.parseInt(status.split(" ")[1]), headers, "");
            int length = head.header("Content-Length").stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
            return new Response(head.status(), headers, new String(in.readNBytes(length), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** Characters up to U+00FF, a byte each. */
    public RawWebSocket write(String bytes) {
        return write(bytes.getBytes(ISO_8859_1));
    }

    public RawWebSocket writeHex(String bytes) {
        return write(HexFormat.ofDelimiter(" ").parseHex(bytes));
    }

    public RawWebSocket write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawWebSocket text(String text) {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    public RawWebSocket frame(int firstByte, byte[] payload) {
        return write(masked(firstByte, payload));
    }

    public static byte[] masked(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(firstByte, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        return frame.toByteArray();
    }

    /** Of a masked frame, which may promise what does not come. */
    public static byte[] header(int firstByte, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(firstByte);
        int lengthBytes = length < 126 ? 0 : length < 1 << 16 ? 2 : 8;
        header.write(0x80 | (lengthBytes == 0 ? (int) length : lengthBytes == 2 ? 126 : 127));
        for (int i = lengthBytes - 1; i >= 0; i--) {
            header.write((int) (length >>> 8 * i));
        }
        header.writeBytes(MASK);
        return header.toByteArray();
    }

    public Frame read() {
        try {
            int firstByte = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length >= 0x80) {
                throw new IllegalStateException("a server's frame must not be masked");
            }
            long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            return new Frame(firstByte, in.readNBytes((int) bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next text, whatever control frames come before it. */
    public String readText() {
        Frame frame = read();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            frame = read();
        }
        if (frame.opcode() != TEXT) {
            throw new IllegalStateException("not text but " + Arrays.toString(frame.payload()));
        }
        return frame.text();
    }

    /** The next Close, whatever comes before it. */
    public Frame readClose() {
        Frame frame = read();
        while (frame.opcode() != CLOSE) {
            frame = read();
        }
        return frame;
    }

    /** Whether the server ends the connection without saying anything more. */
    public boolean isEnd() {
        try {
            in.readByte();
            return false;
        } catch (EOFException | SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that nothing is said any more, not even goodbye: the peer sees a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
