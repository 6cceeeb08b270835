package dev.csms.bench.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One TCP connection, and as much of WebSocket as it takes to be a nuisance. */
final class Attacker implements AutoCloseable {

    private static final byte[] NO_MASK = new byte[4];
    private static final byte[] ENDLESS = {(byte) 0x81, (byte) 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};

    private final Socket socket = new Socket();

    /** @param from one of this machine's addresses */
    Attacker(String from, int port) throws IOException {
        socket.setReceiveBufferSize(4_096); // before it connects, or the window is large
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    void upgrade(String identity) throws IOException {
        send(("GET /ocpp/" + identity + " HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n")
                .getBytes(ISO_8859_1));
    }

    void say(String message) throws IOException {
        byte[] payload = message.getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0xff);
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.write((int) ((long) payload.length >>> shift));
        }
        frame.writeBytes(NO_MASK);
        frame.writeBytes(payload);
        send(frame.toByteArray());
    }

    /** A message of 4 GiB, of which nothing follows. */
    void promise() throws IOException {
        send(ENDLESS);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Takes what the other side says for so long. False if that has ended the connection. */
    boolean listen(Duration time) {
        byte[] said = new byte[1 << 16];
        long deadline = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
                if (socket.getInputStream().read(said) < 0) {
                    return false;
                }
            }
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
