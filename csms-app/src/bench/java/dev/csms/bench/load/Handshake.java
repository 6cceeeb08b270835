package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the server must answer to the opening handshake (RFC 6455 §4.2.2). */
final class Handshake {

    /** The same for all: no proxy stands between that it would have to fool. */
    static final String KEY = Base64.getEncoder().encodeToString("a bench, sixteen".getBytes(US_ASCII));

    private static final String ACCEPT = accept();

    private Handshake() {}

    /** @return what is wrong with the response; null if nothing */
    static @Nullable String faultOf(String response) {
        String[] lines = response.split("\r\n");
        if (!lines[0].startsWith("HTTP/1.1 101")) {
            return "handshake refused: " + lines[0];
        }
        String subprotocol = "";
        String accept = "";
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String value = line.substring(colon + 1).strip();
                switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "sec-websocket-protocol" -> subprotocol = value;
                    case "sec-websocket-accept" -> accept = value;
                    default -> {}
                }
            }
        }
        if (!accept.equals(ACCEPT)) {
            return "wrong Sec-WebSocket-Accept";
        }
        return subprotocol.equals("ocpp1.6") ? null : "wrong subprotocol '" + subprotocol + "'";
    }

    private static String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
