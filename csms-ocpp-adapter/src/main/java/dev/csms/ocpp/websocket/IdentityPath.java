package dev.csms.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.csms.domain.chargepoint.ChargePointId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where charge points connect: a path and, after it, their percent-encoded identity (OCPP-J 1.6 §3.1.1).
 *
 * <p>The raw request target is split before it is decoded, and decoded once: an identity may contain what separates, or
 * what looks encoded.
 */
final class IdentityPath {

    private static final Pattern SCHEME_AND_AUTHORITY =
            Pattern.compile("(?:http|ws)s?://[^/?#]*", Pattern.CASE_INSENSITIVE);

    private final List<String> prefix;
    private final String shown;
    private final int maxBytes;

    /** @param path as it stands in the request, such as {@code /ocpp} */
    IdentityPath(String path, int maxBytes) {
        this.prefix = segments(path);
        this.shown = "/" + String.join("/", prefix) + (prefix.isEmpty() ? "" : "/") + "{identity}";
        this.maxBytes = maxBytes;
    }

    /** @param target a character for each byte of it */
    ChargePointId identity(String target) throws Refusal {
        if (target.length() > maxBytes) {
            throw new Refusal(414, "the path is longer than " + maxBytes + " bytes");
        }
        List<String> segments = segments(path(target));
        if (segments.contains(".") || segments.contains("..")) {
            throw new Refusal(400, "the path has steps like '..': charge points connect at " + shown);
        }
        if (segments.equals(prefix)) {
            throw new Refusal(400, "the identity is missing: charge points connect at " + shown);
        }
        if (segments.size() != prefix.size() + 1
                || !segments.subList(0, prefix.size()).equals(prefix)) {
            throw new Refusal(404, "there is nothing here: charge points connect at " + shown);
        }
        try {
            return new ChargePointId(decoded(segments.getLast()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private static String path(String target) {
        Matcher absolute = SCHEME_AND_AUTHORITY.matcher(target);
        String path = absolute.lookingAt() ? target.substring(absolute.end()) : target;
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** Doubled and trailing slashes are common mistakes, and mean nothing. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** A plus stays a plus. Bytes that should have been encoded and were not are taken as they are. */
    private static String decoded(String segment) throws Refusal {
        if (segment.indexOf('%') < 0 && segment.chars().allMatch(c -> c < 0x80)) {
            return segment;
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
                int low = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new Refusal(400, "the identity is not percent-encoded correctly: '" + segment + "'");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "the identity is not UTF-8: '" + segment + "'");
        }
    }
}
