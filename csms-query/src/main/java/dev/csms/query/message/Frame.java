package dev.csms.query.message;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as it may be shown.
 *
 * @param messageId absent if it cannot be read
 * @param action    of a CALL
 * @param text      the message, with secrets replaced by {@code ***}
 */
public record Frame(
        Kind kind, @Nullable String messageId, @Nullable String action, String text) {

    public enum Kind {
        CALL,
        CALL_RESULT,
        CALL_ERROR,
        UNREADABLE
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MASK = "***";

    /** Configuration keys whose values let somebody in. */
    private static final Set<String> SECRET_KEYS = Set.of("authorizationkey");

    /** @param message as it came or left */
    public static Frame of(String message) {
        JsonNode frame;
        try {
            frame = JSON.readTree(message);
        } catch (JacksonException e) {
            return unreadable(message);
        }
        if (!frame.isArray() || frame.size() < 2) {
            return unreadable(message);
        }
        boolean masked = mask(frame);
        String text = masked ? JSON.writeValueAsString(frame) : message;
        String messageId = frame.get(1).asString("");
        return switch (frame.get(0).asInt(0)) {
            case 2 -> new Frame(Kind.CALL, messageId, frame.path(2).asString(""), text);
            case 3 -> new Frame(Kind.CALL_RESULT, messageId, null, text);
            case 4 -> new Frame(Kind.CALL_ERROR, messageId, null, text);
            default -> new Frame(Kind.UNREADABLE, messageId, null, text);
        };
    }

    /** It may hold a secret all the same, so that only its length is told if it looks like it. */
    private static Frame unreadable(String message) {
        boolean suspicious = SECRET_KEYS.stream()
                .anyMatch(key -> message.toLowerCase(Locale.ROOT).contains(key));
        return new Frame(Kind.UNREADABLE, null, null, suspicious ? MASK : message);
    }

    /** Replaces secrets wherever they stand; whether there were any. */
    private static boolean mask(JsonNode node) {
        boolean masked = false;
        if (node instanceof ObjectNode object) {
            if (SECRET_KEYS.contains(object.path("key").asString("").strip().toLowerCase(Locale.ROOT))
                    && object.has("value")) {
                object.put("value", MASK);
                masked = true;
            }
            for (String name : Set.of("location", "remoteLocation")) {
                String location = object.path(name).asString("");
                if (!location.isEmpty()) {
                    object.put(name, withoutPath(location));
                    masked = true;
                }
            }
        }
        for (JsonNode child : node) {
            masked |= mask(child);
        }
        return masked;
    }

    /** Whoever has the address of a file of ours can fetch it, or leave one; the server's name is enough to show. */
    private static String withoutPath(String location) {
        int host = location.indexOf("://");
        int path = host < 0 ? -1 : location.indexOf('/', host + 3);
        return path < 0 ? MASK : location.substring(0, path + 1).replaceAll("//[^/@]*@", "//" + MASK + "@") + MASK;
    }
}
