package dev.csms.query.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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
    private static final int LONGEST_MARK = 40;

    /** Configuration keys whose values let somebody in. */
    private static final Set<String> SECRET_KEYS = Set.of("authorizationkey");

    /** Stands in place of what was cut off. */
    private static final Pattern CUT = Pattern.compile("… \\[cut, it has [0-9]+ bytes\\]$");

    /**
     * A long message of which no more is known than how it begins.
     *
     * @param bytes of the whole message
     */
    public static Frame ofBeginning(String beginning, int bytes) {
        return cut(beginning, "… [cut, it has " + bytes + " bytes]");
    }

    /** @param message as it came or left */
    public static Frame of(String message) {
        JsonNode frame;
        try {
            frame = JSON.readTree(message);
        } catch (JacksonException e) {
            Matcher cut = CUT.matcher(message.substring(Math.max(0, message.length() - LONGEST_MARK)));
            return cut.find()
                    ? cut(message.substring(0, message.length() - cut.group().length()), cut.group())
                    : unreadable(message);
        }
        if (!frame.isArray() || frame.size() < 2) {
            return unreadable(message);
        }
        boolean masked = mask(frame);
        String text = masked ? JSON.writeValueAsString(frame) : message;
        Kind kind = kind(frame.get(0).asInt(0));
        String action = kind == Kind.CALL ? frame.path(2).asString("") : null;
        return new Frame(kind, frame.get(1).asString(""), action, text);
    }

    /** It may hold a secret all the same, so that only its length is told if it looks like it. */
    private static Frame unreadable(String message) {
        boolean suspicious = SECRET_KEYS.stream()
                .anyMatch(key -> message.toLowerCase(Locale.ROOT).contains(key));
        return new Frame(Kind.UNREADABLE, null, null, suspicious ? MASK : message);
    }

    /** Where secrets stand in it cannot be told of a part, so that nothing is shown of one that may have any. */
    private static Frame cut(String beginning, String mark) {
        boolean suspicious = beginning.equals(MASK)
                || beginning.contains("://")
                || beginning.contains(":\\/\\/")
                || unreadable(beginning).text().equals(MASK);
        String text = (suspicious ? MASK : beginning) + mark;
        try (JsonParser json = JSON.createParser(beginning)) {
            if (json.nextToken() == JsonToken.START_ARRAY && json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                Kind kind = kind(json.getIntValue());
                String messageId = json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : null;
                boolean named = kind == Kind.CALL && json.nextToken() == JsonToken.VALUE_STRING;
                return new Frame(kind, messageId, named ? json.getString() : null, text);
            }
        } catch (JacksonException _) {
            // it begins as no message does
        }
        return new Frame(Kind.UNREADABLE, null, null, text);
    }

    private static Kind kind(int messageType) {
        return switch (messageType) {
            case 2 -> Kind.CALL;
            case 3 -> Kind.CALL_RESULT;
            case 4 -> Kind.CALL_ERROR;
            default -> Kind.UNREADABLE;
        };
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
