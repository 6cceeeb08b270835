package dev.csms.ocpp.v16;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frame that was right and has been changed somewhere: a value, a name, an element, its structure, its text.
 *
 * @param id of the call that it still is, as JSON; null if there is nothing to answer to
 */
record FuzzedFrame(byte[] text, @Nullable JsonNode id) {

    private static final int DEEPEST = 40;

    /** In bytes; what is longer than a megabyte is not read, and long ones only take time. */
    private static final int LONGEST = 60_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10_000)
                            .maxNumberLength(100_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> ACTIONS = List.copyOf(new TreeSet<>(InboundMessages.ALL.keySet()));

    /** Values of any kind, as JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1.0",
            "2147483648",
            "-9223372036854775809",
            "1e400",
            "1e-999999999",
            "9".repeat(900),
            "\"\"",
            "\" \"",
            "\"A\"",
            "\"1e5\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\n\"",
            "\"é😀\u202E\"",
            "\"" + "x".repeat(21) + "\"",
            "\"" + "x".repeat(5_000) + "\"",
            "\"${jndi:ldap://x}\"",
            "\"'; drop table x; --\"",
            "\"2026-11-24T10:00:00\"",
            "\"222222017-01-01T00:00:00Z\"",
            "\"yesterday\"",
            "\"Accepted\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\":{\"b\":[1,{\"c\":null}]}}");

    private static final List<String> IDS = List.of(
            "17",
            "-1.50e3",
            "\"\"",
            "\"a\\u0041\\\"\"",
            "\"\\ud800\"",
            "\"" + "i".repeat(40) + "\"",
            "\"é\"",
            "null",
            "{}",
            "[]",
            "true");

    private static final List<String> SPLINTERS = List.of(
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u0000", "\0", "-", "1e9", "NaN", "//", "'", "\uFEFF", "\n");

    /** Something that is written as it is. */
    private record Raw(String json) {}

    /** @param id of the call, if nothing happens to that */
    static FuzzedFrame from(Random random, String id) {
        List<Object> frame = frame(random, id);
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            mutate(frame, random);
        }
        String text = written(frame);
        if (random.nextInt(20) == 0 && !isDeep(text)) { // or it would be open which of two faults is found first
            text = torn(text, random);
        }
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length > LONGEST ? from(random, id) : new FuzzedFrame(bytes, idOf(bytes));
    }

    private static List<Object> frame(Random random, String id) {
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        Object payload = InboundMessages.ALL.get(action).example();
        return switch (random.nextInt(20)) {
            case 0 -> new ArrayList<>(List.of(3, id, payload));
            case 1 -> new ArrayList<>(List.of(4, id, "GenericError", "", payload));
            default -> new ArrayList<>(List.of(2, id, action, payload));
        };
    }

    private static void mutate(List<Object> frame, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> frame.set(1, new Raw(any(IDS, random)));
            case 1 -> frame.set(0, new Raw(any(List.of("1", "5", "\"2\"", "2.0", "null", "3", "4"), random)));
            case 2 -> frame.set(2, any(List.of("", "authorize", "Heartbeat.req", "Reset", "\0", "Authorize"), random));
            case 3 -> frame.remove(random.nextInt(frame.size()));
            case 4 -> frame.add(random.nextInt(frame.size() + 1), new Raw(any(VALUES, random)));
            case 5 -> frame.set(frame.size() - 1, nested(frame.getLast(), random.nextInt(DEEPEST)));
            default -> {
                if (frame.getLast() instanceof Map<?, ?> payload) {
                    mutate(payload, random);
                }
            }
        }
        if (frame.size() < 3) {
            frame.add("Heartbeat");
        }
    }

    @SuppressWarnings("unchecked")
    private static void mutate(Map<?, ?> object, Random random) {
        Map<String, Object> members = (Map<String, Object>) object;
        List<String> names = List.copyOf(members.keySet());
        if (names.isEmpty()) {
            members.put("x", new Raw(any(VALUES, random)));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        Object value = members.get(name);
        if (value instanceof List<?> list
                && !list.isEmpty()
                && list.getFirst() instanceof Map<?, ?> inner
                && random.nextInt(4) > 0) {
            mutate(inner, random);
            return;
        }
        switch (value instanceof Raw ? 0 : random.nextInt(8)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(name.toUpperCase(Locale.ROOT), value);
            case 2 -> members.put(name, new Raw("0,\"" + name + "\":" + any(VALUES, random)));
            case 3 -> members.put(name, nested(value, random.nextInt(DEEPEST)));
            case 4 -> members.put(name, repeated(value, random.nextInt(200)));
            default -> members.put(name, new Raw(any(VALUES, random)));
        }
    }

    private static Object nested(Object value, int levels) {
        Object nested = value;
        for (int i = 0; i < levels; i++) {
            nested = i % 2 == 0 ? new ArrayList<>(List.of(nested)) : new LinkedHashMap<>(Map.of("a", nested));
        }
        return nested;
    }

    private static Object repeated(Object value, int times) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            if (value instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(value);
            }
        }
        return all;
    }

    /** With a piece taken out or put in, wherever. */
    private static String torn(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int until = Math.min(text.length(), at + random.nextInt(6));
        return text.substring(0, at) + (random.nextBoolean() ? any(SPLINTERS, random) : "") + text.substring(until);
    }

    private static boolean isDeep(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest > 12;
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case Raw(String json) -> json;
            case List<?> list -> {
                StringBuilder text = new StringBuilder("[");
                for (Object element : list) {
                    text.append(text.length() == 1 ? "" : ",").append(written(element));
                }
                yield text.append(']').toString();
            }
            case Map<?, ?> map -> {
                StringBuilder text = new StringBuilder("{");
                for (Map.Entry<?, ?> member : new LinkedHashMap<>(map).entrySet()) {
                    text.append(text.length() == 1 ? "" : ",")
                            .append(written(member.getKey()))
                            .append(':')
                            .append(written(member.getValue()));
                }
                yield text.append('}').toString();
            }
            case String text -> '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
            case null, default -> JSON.writeValueAsString(value);
        };
    }

    /** What stands at the place of a call's id, by a reading of its own. */
    private static @Nullable JsonNode idOf(byte[] bytes) {
        if (bytes.length == 0 || new String(bytes, UTF_8).startsWith("\uFEFF")) {
            return null;
        }
        try {
            JsonNode frame = JSON.readTree(bytes);
            if (!frame.isArray() || frame.size() < 2 || !frame.get(0).isIntegralNumber()) {
                return null;
            }
            JsonNode id = frame.get(1);
            return frame.get(0).toString().equals("2") && (id.isString() || id.isNumber()) ? id : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** As the id of an answer. */
    static JsonNode idOfAnswer(String answer) {
        return JSON.readTree(answer).get(1);
    }

    /** To be counted: too many of them end a connection. */
    boolean mayBeUnreadable() {
        return id == null;
    }
}
