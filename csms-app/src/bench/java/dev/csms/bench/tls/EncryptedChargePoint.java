package dev.csms.bench.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A charge point by TLS, for one thread. It trusts everybody, since what it would spend on certificates is spent,
 * outside of a benchmark, on another machine; and it takes no TLS session up again, as after a power cut.
 */
final class EncryptedChargePoint implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] NO_MASK = {0, 0, 0, 0};
    private static final SSLSocketFactory TRUSTING = trusting();

    private final SSLSocket socket;
    private final DataInputStream in;
    private int calls;

    private EncryptedChargePoint(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    private static SSLSocketFactory trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record TrustsAll() implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // it is no server
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // whoever it is
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /**
     * With the TLS handshake done.
     *
     * @param from  this machine's own address, one of many, as charge points have many
     * @param name  of the server, another one each time, so that there is no session to take up
     * @param suite the only one; null for the best of TLS 1.3
     */
    static EncryptedChargePoint connect(String from, int port, String name, @Nullable String suite) throws IOException {
        Socket plain = new Socket();
        try {
            plain.bind(new InetSocketAddress(from, 0));
            plain.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.setTcpNoDelay(true);
            SSLSocket socket = (SSLSocket) TRUSTING.createSocket(plain, name, port, true);
            if (suite != null) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.setEnabledCipherSuites(new String[] {suite});
            }
            socket.startHandshake();
            return new EncryptedChargePoint(socket);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** @param key hex digits; null for none @return status of the answer */
    int upgrade(String identity, @Nullable String key) throws IOException {
        ByteArrayOutputStream user = new ByteArrayOutputStream();
        user.writeBytes((identity + ":").getBytes(UTF_8));
        user.writeBytes(key == null ? new byte[0] : HexFormat.of().parseHex(key));
        write(("GET /ocpp/" + identity + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"
                        + (key == null
                                ? ""
                                : "Authorization: Basic " + Base64.getEncoder().encodeToString(user.toByteArray())
                                        + "\r\n")
                        + "\r\n")
                .getBytes(ISO_8859_1));
        String status = line();
        while (!line().isEmpty()) {
            // headers that nobody needs
        }
        return Integer.parseInt(status.split(" ")[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    boolean boot() throws IOException {
        return call("BootNotification", "{\"chargePointVendor\":\"CSMS\",\"chargePointModel\":\"Benchmark\"}")
                .contains("\"Accepted\"");
    }

    Duration heartbeat() throws IOException {
        long start = System.nanoTime();
        call("Heartbeat", "{}");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String call(String action, String payload) throws IOException {
        calls++;
        byte[] text = "[2,\"%d\",\"%s\",%s]".formatted(calls, action, payload).getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | text.length); // all of ours are short
        frame.writeBytes(NO_MASK);
        frame.writeBytes(text);
        write(frame.toByteArray());
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            byte[] answer = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
            if (opcode == 1) {
                return new String(answer, UTF_8);
            } else if (opcode == 8) {
                throw new IOException("the session was closed");
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Without goodbye. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
