package dev.csms.query.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A place in a sorted list, as an opaque text: by what the list is sorted, and the values of the row there.
 *
 * @param order  name of the order that it is a place in
 * @param values of the sort keys, as text
 */
public record Cursor(String order, List<String> values) {

    private static final String SEPARATOR = "\u001f";

    public String encode() {
        String content = order + SEPARATOR + String.join(SEPARATOR, values);
        String text = checksum(content) + SEPARATOR + content;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with {@link QueryProblem} for what is no cursor, or one of another order. */
    public static Cursor decode(String text, String order) {
        String decoded;
        try {
            decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw noCursor(text);
        }
        int end = decoded.indexOf(SEPARATOR);
        if (end < 0 || !checksum(decoded.substring(end + 1)).equals(decoded.substring(0, end))) {
            throw noCursor(text);
        }
        List<String> parts = List.of(decoded.substring(end + 1).split(SEPARATOR, -1));
        if (!parts.getFirst().equals(order)) {
            throw QueryProblem.badUserInput("the cursor is of a list that is sorted by %s, this one is sorted by %s"
                    .formatted(parts.getFirst(), order));
        }
        return new Cursor(order, parts.subList(1, parts.size()));
    }

    private static QueryProblem noCursor(String text) {
        return QueryProblem.badUserInput("not a cursor of ours: " + abbreviated(text));
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** Against mistakes, not against malice: there is no secret in a cursor. */
    private static String checksum(String content) {
        CRC32 crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
