package dev.csms.query.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The id of an object in the whole API: its type, and the key by which objects of that type are found. */
public record GlobalId(String type, String key) {

    public static String of(String type, Object key) {
        byte[] bytes = (type + ":" + key).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Fails with {@link QueryProblem} for what is no id. */
    public static GlobalId parse(String id) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
            int end = text.indexOf(':');
            if (end > 0) {
                return new GlobalId(text.substring(0, end), text.substring(end + 1));
            }
        } catch (IllegalArgumentException e) {
            // no Base64; answered below
        }
        throw QueryProblem.badUserInput("not an id of ours: " + id);
    }

    /** The key of what is numbered. Fails with {@link QueryProblem} if it is no number. */
    public static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw QueryProblem.badUserInput("not an id of ours: it has no number");
        }
    }
}
