package dev.csms.ocpp.websocket;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.ORIGIN;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.csms.domain.chargepoint.ChargePointId;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that is a WebSocket handshake by all rules (RFC 6455 §4.2.1), whoever it comes from.
 *
 * @param key           what the answer proves to have understood
 * @param subprotocols  in the charge point's order
 * @param deflate       permessage-deflate is offered on terms that we can keep
 * @param authorization values of the headers by which it proves who it is
 * @param opaqueOrigin  it may come from a page of which a browser does not say whose it is
 */
record UpgradeRequest(
        ChargePointId identity,
        String key,
        List<String> subprotocols,
        boolean deflate,
        List<String> authorization,
        boolean opaqueOrigin) {

    /** The only answer to an offer of {@code permessage-deflate}: each message is compressed for itself. */
    static final String DEFLATE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static final List<String> SPOKEN = List.of("ocpp1.6");
    private static final Set<String> DEFLATE_TERMS = Set.of(
            "permessage-deflate", "server_no_context_takeover", "client_no_context_takeover", "client_max_window_bits");
    private static final String VERSION = "13";
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
    private static final int KEY_BYTES = 16;

    /** As browsers write that of sandboxed frames and {@code data:} pages (RFC 6454 §7.3); so do some charge points. */
    private static final String OPAQUE_ORIGIN = "null";

    static UpgradeRequest of(HttpRequest request, IdentityPath identities) throws Refusal {
        if (request.decoderResult().isFailure()) {
            throw unreadable(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        checkRequest(request, headers);
        ChargePointId identity = identities.identity(request.uri());
        checkOrigin(headers);
        checkUpgrade(headers);
        return new UpgradeRequest(
                identity,
                key(headers),
                elements(headers, SEC_WEBSOCKET_PROTOCOL),
                offersDeflate(headers),
                headers.getAll(AUTHORIZATION),
                headers.containsValue(ORIGIN, OPAQUE_ORIGIN, true));
    }

    private static Refusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> new Refusal(414, "the request line is too long");
            case TooLongHttpHeaderException _ -> new Refusal(431, "the headers are too long");
            default -> new Refusal(400, "not an HTTP request that can be read");
        };
    }

    private static void checkRequest(HttpRequest request, HttpHeaders headers) throws Refusal {
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw new Refusal(400, "WebSocket needs HTTP/1.1, not " + request.protocolVersion());
        }
        if (!request.method().equals(HttpMethod.GET)) {
            throw new Refusal(405, "a WebSocket handshake is a GET, not a " + request.method());
        }
        if (headers.contains(TRANSFER_ENCODING)
                || headers.getAll(CONTENT_LENGTH).stream()
                        .anyMatch(length -> !length.strip().equals("0"))) {
            throw new Refusal(400, "a WebSocket handshake has no body");
        }
        if (headers.getAll(HOST).size() > 1) {
            throw new Refusal(400, "more than one Host");
        }
    }

    /**
     * A page of somebody else's, opened by somebody who can reach us, must not connect. Browsers name the site that a page
     * came from; charge points name none, or us, or what their WebSocket library writes, such as {@code file://}.
     */
    private static void checkOrigin(HttpHeaders headers) throws Refusal {
        for (String origin : headers.getAll(ORIGIN)) {
            if (isSite(origin.strip()) && !isOurs(origin.strip(), headers.get(HOST, ""))) {
                throw new Refusal(403, "pages of '" + origin + "' may not connect here");
            }
        }
    }

    private static boolean isSite(String origin) {
        return origin.regionMatches(true, 0, "http:", 0, 5) || origin.regionMatches(true, 0, "https:", 0, 6);
    }

    /** Charge points that name us do it without our port as often as not. */
    private static boolean isOurs(String origin, String host) {
        try {
            URI there = URI.create(origin);
            URI here = URI.create(there.getScheme() + "://" + host.strip());
            return there.getHost() != null
                    && there.getHost().equalsIgnoreCase(here.getHost())
                    && (there.getPort() < 0
                            || there.getPort() == defaultPort(there)
                            || there.getPort() == (here.getPort() < 0 ? defaultPort(here) : here.getPort()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int defaultPort(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static void checkUpgrade(HttpHeaders headers) throws Refusal {
        if (!contains(headers, UPGRADE, "websocket")) {
            throw new Refusal(400, "not a WebSocket handshake: 'Upgrade: websocket' is missing");
        }
        if (!contains(headers, CONNECTION, "upgrade")) {
            throw new Refusal(400, "not a WebSocket handshake: 'Connection: Upgrade' is missing");
        }
        List<String> versions = headers.getAll(SEC_WEBSOCKET_VERSION);
        if (versions.size() != 1 || !versions.getFirst().strip().equals(VERSION)) {
            throw new Refusal(426, "the WebSocket version must be " + VERSION + ", not " + quoted(versions));
        }
    }

    private static String key(HttpHeaders headers) throws Refusal {
        List<String> keys = headers.getAll(SEC_WEBSOCKET_KEY);
        try {
            if (keys.size() == 1 && Base64.getDecoder().decode(keys.getFirst().strip()).length == KEY_BYTES) {
                return keys.getFirst().strip();
            }
        } catch (IllegalArgumentException _) {
            // is answered like all that are no keys
        }
        throw new Refusal(400, "Sec-WebSocket-Key must be 16 bytes in Base64, once");
    }

    /** The first of them that we speak. */
    @Nullable
    String subprotocol() {
        for (String offered : subprotocols) {
            if (SPOKEN.contains(offered)) {
                return offered;
            }
        }
        return null;
    }

    /** Why there is none. */
    String missingSubprotocol() {
        return subprotocols.isEmpty()
                ? "the header Sec-WebSocket-Protocol is missing: it must offer " + String.join(", ", SPOKEN)
                : "no common subprotocol: " + quoted(subprotocols) + " offered, " + quoted(SPOKEN) + " spoken here";
    }

    private static boolean offersDeflate(HttpHeaders headers) {
        for (String offer : elements(headers, SEC_WEBSOCKET_EXTENSIONS)) {
            List<String> terms = Stream.of(offer.split(";"))
                    .map(term -> term.strip().replaceFirst("\\s*=.*", ""))
                    .toList();
            if (terms.getFirst().equals("permessage-deflate") && DEFLATE_TERMS.containsAll(terms)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(HttpHeaders headers, CharSequence name, String element) {
        for (String each : elements(headers, name)) {
            if (each.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }

    /** Of a list that may be spread over several headers of one name. */
    private static List<String> elements(HttpHeaders headers, CharSequence name) {
        List<String> elements = new ArrayList<>(2);
        for (String value : headers.getAll(name)) {
            for (String element : value.split(",")) {
                String stripped = element.strip();
                if (!stripped.isEmpty()) {
                    elements.add(stripped);
                }
            }
        }
        return elements;
    }

    private static String quoted(List<String> values) {
        return values.isEmpty() ? "absent" : "'" + String.join("', '", values) + "'";
    }

    /** The value of Sec-WebSocket-Accept. */
    String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Passwords are no reading matter. */
    @Override
    public String toString() {
        return "UpgradeRequest[" + identity.value() + "]";
    }
}
