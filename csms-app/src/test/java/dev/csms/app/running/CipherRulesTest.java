package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suites that the JDK has switched off can be switched on by a setting, in a program of its own: the JDK is told once
 * in a process.
 */
class CipherRulesTest {

    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;

    @TempDir
    Path directory;

    @Test
    void a_charge_point_that_knows_only_rsa_key_exchange_is_spoken_to_where_that_is_set() throws IOException {
        try (CsmsProcess csms =
                CsmsProcess.start(directory.resolve("compatible"), "--csms.ocpp.tls.rules=compatible")) {
            assertThat(firstRecord(csms)).isEqualTo(HANDSHAKE);
            assertThat(csms.output()).contains("TLS is weaker than it could be");
        }
    }

    @Test
    void and_nowhere_else() throws IOException {
        try (CsmsProcess csms = CsmsProcess.start(directory.resolve("modern"))) {
            assertThat(firstRecord(csms)).isEqualTo(ALERT);
        }
    }

    /** What a ClientHello with TLS_RSA_WITH_AES_128_GCM_SHA256 alone, and rsa_pkcs1_sha256, is answered by. */
    private static int firstRecord(CsmsProcess csms) throws IOException {
        await().until(() -> csms.output().contains("wss://"));
        Matcher port = Pattern.compile("wss://[^:]+:(\\d+)/").matcher(csms.output());
        assertThat(port.find()).isTrue();
        String body = "0303" + "00".repeat(32) + "00" + "0002009c" + "0100" + "0008" + "000d000400020401";
        String message = "01" + "%06x".formatted(body.length() / 2) + body;
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port.group(1)))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(HexFormat.of().parseHex("160301" + "%04x".formatted(message.length() / 2) + message));
            return socket.getInputStream().read();
        }
    }
}
