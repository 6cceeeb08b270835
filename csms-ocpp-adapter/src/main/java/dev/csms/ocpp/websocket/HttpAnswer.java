package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.ocpp.rpc.Printable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How a handshake is answered, byte by byte. */
final class HttpAnswer {

    static final int SWITCHING_PROTOCOLS = 101;
    static final int TOO_MANY_REQUESTS = 429;
    static final int UNAVAILABLE = 503;

    /** No realm of ours differs from another; browsers show the name, charge points do not care. */
    private static final String CHALLENGE = "WWW-Authenticate: Basic realm=\"csms\", charset=\"UTF-8\"\r\n";

    private static final int MIN_RETRY_SECONDS = 5;
    private static final int MAX_RETRY_SECONDS = 15;
    private static final int MAX_SHOWN = 200;

    private HttpAnswer() {}

    /** From now on it is a WebSocket. @param deflate whether permessage-deflate is agreed to */
    static ByteBuf upgrade(UpgradeRequest upgrade, boolean deflate) {
        return Unpooled.copiedBuffer(head(upgrade, deflate), ISO_8859_1);
    }

    /** The same, and at once a Close, as OCPP-J 1.6 §3.2 has it where there is no language in common. */
    static ByteBuf upgradeAndClose(UpgradeRequest upgrade) {
        byte[] close = {(byte) 0x88, 2, (byte) (CloseCode.PROTOCOL_ERROR >> 8), (byte) CloseCode.PROTOCOL_ERROR};
        return Unpooled.copiedBuffer(head(upgrade, false).getBytes(ISO_8859_1), close);
    }

    private static String head(UpgradeRequest upgrade, boolean deflate) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + upgrade.accept() + "\r\n"
                + (upgrade.subprotocol() == null ? "" : "Sec-WebSocket-Protocol: " + upgrade.subprotocol() + "\r\n")
                + (deflate ? "Sec-WebSocket-Extensions: " + UpgradeRequest.DEFLATE + "\r\n" : "")
                + "\r\n";
    }

    /** @param pause before the next attempt, at least, where the status is one of those that end by themselves */
    static ByteBuf refusal(int status, String reason, Duration pause) {
        byte[] body = (shown(reason) + "\n").getBytes(UTF_8);
        String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n"
                + ofStatus(status, pause)
                + "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        return Unpooled.copiedBuffer(head.getBytes(ISO_8859_1), body);
    }

    private static String ofStatus(int status, Duration pause) {
        return switch (status) {
            case 401 -> CHALLENGE;
            case 405 -> "Allow: GET\r\n";
            case 426 -> "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
            case TOO_MANY_REQUESTS, UNAVAILABLE -> "Retry-After: " + (jitter() + pause.toSeconds()) + "\r\n";
            default -> "";
        };
    }

    private static int jitter() {
        return ThreadLocalRandom.current().nextInt(MIN_RETRY_SECONDS, MAX_RETRY_SECONDS + 1);
    }

    /** What peers say may be anything. */
    static String shown(String text) {
        return Printable.text(text, MAX_SHOWN);
    }
}
