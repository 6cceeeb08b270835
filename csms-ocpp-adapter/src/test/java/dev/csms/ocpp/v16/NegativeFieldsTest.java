package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.LENIENT;
import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static dev.csms.domain.chargepoint.RegistrationStatus.ACCEPTED;
import static dev.csms.ocpp.rpc.ErrorCode.FORMATION_VIOLATION;
import static dev.csms.ocpp.rpc.ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION;
import static dev.csms.ocpp.rpc.ErrorCode.PROPERTY_CONSTRAINT_VIOLATION;
import static dev.csms.ocpp.rpc.ErrorCode.TYPE_CONSTRAINT_VIOLATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.v16.InboundMessages.Kind;
import dev.csms.ocpp.v16.InboundMessages.Member;
import dev.csms.ocpp.v16.InboundMessages.Message;
import dev.csms.ocpp.websocket.RawWebSocket;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every member of every message, at every level: missing, of a wrong type, too long, out of its list or range, twice,
 * and others beside it. Each breach has the error code of its kind; what belongs to the queue of transactions is
 * answered as long as anything can be made of it.
 */
class NegativeFieldsTest {

    /** Stands for something that is no value in a tree: a number without end, a member for the second time. */
    private static final String MARK = "@@";

    private static final int DEEP = 17;

    /** A charge point remembers much of what it said; a new one is faster. */
    private static final int MESSAGES_OF_ONE = 150;

    private static final JsonMapper JSON = new JsonMapper();
    private static final CentralSystem CENTRAL_SYSTEM = new CentralSystem(Duration.ZERO, _ -> {});

    @AfterAll
    static void stop() {
        CENTRAL_SYSTEM.close();
    }

    /**
     * @param code that a strict reading has to refuse it with; null if it has to be answered
     */
    private record Case(
            String action,
            String what,
            String payload,
            @Nullable ErrorCode code) {}

    @Test
    void each_breach_has_its_error_code() {
        List<Case> cases = cases();
        assertThat(cases).hasSizeGreaterThan(1_250);
        assertThat(answered(cases, STRICT)).isEmpty();
    }

    @Test
    void much_is_forgiven_where_that_is_wanted_and_nothing_is_refused_for_another_reason() {
        assertThat(answered(cases(), LENIENT)).isEmpty();
    }

    @Test
    void the_records_say_the_same_as_the_tables() throws ClassNotFoundException {
        assertThat(InboundMessages.ALL.keySet()).containsAll(CENTRAL_SYSTEM.actions);
        for (String action : CENTRAL_SYSTEM.actions) {
            Class<?> record = Class.forName("dev.csms.ocpp.v16." + action + "$Request");
            Message message = InboundMessages.ALL.get(action);
            assertThat(record.isAnnotationPresent(NeverRefused.class))
                    .as(action)
                    .isEqualTo(message.neverRefused());
            assertThat(record.getRecordComponents())
                    .as(action)
                    .extracting(NegativeFieldsTest::rule)
                    .containsExactlyInAnyOrderElementsOf(message.members().stream()
                            .map(NegativeFieldsTest::rule)
                            .toList());
        }
    }

    private static String rule(Member member) {
        String limits = switch (member.kind()) {
            case Kind.Text text -> text.max() == Integer.MAX_VALUE ? "text" : "text " + text.max();
            case Kind.Choice(List<String> values) ->
                values.stream().sorted().toList().toString();
            case Kind.Whole(int least) -> least == Integer.MIN_VALUE ? "integer" : "integer " + least;
            case Kind.Time _ -> "time";
            case Kind.Objects _ -> "objects";
        };
        return member.name() + (member.required() ? "*: " : ": ") + limits;
    }

    private static String rule(RecordComponent component) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        boolean required = !nullable
                || component.isAnnotationPresent(Mandatory.class)
                || component.isAnnotationPresent(Expected.class);
        return component.getName() + (required ? "*: " : ": ") + limits(component);
    }

    private static String limits(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.isAnnotationPresent(IdToken.class)) {
            return "text 20";
        } else if (type == String.class) {
            MaxLength max = component.getAnnotation(MaxLength.class);
            return max == null ? "text" : "text " + max.value();
        } else if (type.isEnum()) {
            WireSpelling<?> spelling = WireSpelling.of(type);
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> spelling.of((Enum<?>) constant))
                    .sorted()
                    .toList()
                    .toString();
        } else if (component.getGenericType() instanceof ParameterizedType) {
            return "objects";
        } else if (type == Instant.class) {
            return "time";
        }
        Min min = component.getAnnotation(Min.class);
        return min == null ? "integer" : "integer " + min.value();
    }

    // ---- what is answered

    private List<String> answered(List<Case> cases, MessagePolicy policy) {
        List<String> wrong = new ArrayList<>();
        RawWebSocket client = null;
        for (int i = 0; i < cases.size(); i++) {
            if (client == null || i % MESSAGES_OF_ONE == 0) {
                if (client != null) {
                    client.close();
                }
                client = accepted(policy.name() + "-" + i, policy);
            }
            Case each = cases.get(i);
            String id = "n-" + i;
            String answer = client.text("[2,\"" + id + "\",\"" + each.action() + "\"," + each.payload() + "]")
                    .readText();
            String problem = problem(each, JSON.readTree(answer), id, policy);
            if (problem != null) {
                wrong.add(each.action() + ": " + each.what() + ": " + problem + ", not " + answer + " to "
                        + each.payload()
                                .substring(0, Math.min(300, each.payload().length())));
            }
        }
        if (client != null) {
            client.close();
        }
        return wrong;
    }

    private static @Nullable String problem(Case each, JsonNode answer, String id, MessagePolicy policy) {
        boolean result = answer.get(0).asInt() == 3;
        if (!answer.get(1).asString().equals(id)) {
            return "the id";
        } else if (result) {
            List<String> faults =
                    AnswerCheck.faults(each.action(), answer.get(2).toString());
            return !faults.isEmpty()
                    ? faults.toString()
                    : each.code() == null || policy == LENIENT
                            ? null
                            : each.code().spelling();
        }
        return each.code() != null
                        && each.code().spelling().equals(answer.get(2).asString())
                ? null
                : each.code() == null ? "an answer" : each.code().spelling();
    }

    private static RawWebSocket accepted(String identity, MessagePolicy policy) {
        CENTRAL_SYSTEM.register(identity, ACCEPTED, policy);
        RawWebSocket client = RawWebSocket.open(CENTRAL_SYSTEM.port(), identity);
        client.text("[2,\"b\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]");
        assertThat(client.readText()).contains("Accepted");
        return client;
    }

    // ---- what is sent

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        new TreeMap<>(InboundMessages.ALL).forEach((action, message) -> {
            if (CENTRAL_SYSTEM.actions.contains(action)) {
                new Breaches(action, message, cases).all();
            }
        });
        return cases;
    }

    /** All that can be wrong with one message. */
    private record Breaches(String action, Message message, List<Case> cases) {

        void all() {
            add("nothing wrong", text(message.example()), null);
            boolean needsSomething = message.members().stream()
                    .anyMatch(message.neverRefused() ? Member::indispensable : Member::required);
            add("null", "null", needsSomething ? OCCURENCE_CONSTRAINT_VIOLATION : null);
            for (String payload : List.of("[]", "\"\"", "7", "true", "[{}]")) {
                add("payload " + payload, payload, FORMATION_VIOLATION);
            }
            ofObject("", message.members(), List.of());
        }

        /** @param path of the object within the payload: names of members and, between them, of the first elements */
        private void ofObject(String where, List<Member> members, List<String> path) {
            for (Member member : members) {
                String name = where + member.name();
                missing(name, member, path);
                put(name + " twice", path, MARK, entry(member.name(), member.example()), breach(FORMATION_VIOLATION));
                put(
                        name + " three times",
                        path,
                        MARK,
                        entry(member.name(), member.example()) + "," + entry(member.name(), member.example()),
                        breach(FORMATION_VIOLATION));
                raw(name + " deep", path, member, "[".repeat(DEEP) + "]".repeat(DEEP), FORMATION_VIOLATION);
                ofValue(name, member, path);
                if (member.kind() instanceof Kind.Objects objects) {
                    List<String> deeper = new ArrayList<>(path);
                    deeper.add(member.name());
                    ofObject(name + "[0].", objects.members(), deeper);
                }
            }
            for (String name : extraNames(members)) {
                for (String value : List.of("1", "\"A\"", "null", "{}", "[]", "{\"a\":[{\"b\":null}]}")) {
                    put(
                            where + name + " of its own: " + value,
                            path,
                            MARK,
                            "\"" + name + "\":" + value,
                            breach(FORMATION_VIOLATION));
                }
            }
        }

        private static List<String> extraNames(List<Member> members) {
            return Stream.concat(
                            Stream.of("x", "", "customData"),
                            members.stream()
                                    .map(Member::name)
                                    .flatMap(name -> Stream.of(name.toUpperCase(Locale.ROOT), name + "s")))
                    .limit(6)
                    .toList();
        }

        private void missing(String name, Member member, List<String> path) {
            Map<String, Object> example = message.example();
            object(example, path).remove(member.name());
            boolean refused = message.neverRefused() ? member.indispensable() && path.isEmpty() : member.required();
            add(name + " missing", text(example), refused ? OCCURENCE_CONSTRAINT_VIOLATION : null);
        }

        private void ofValue(String name, Member member, List<String> path) {
            switch (member.kind()) {
                case Kind.Text(int max, boolean lines) -> {
                    wrongTypes(name, member, path, "7", "1.5", "true", "null", "{}", "[]", "[\"A\"]");
                    if (max < Integer.MAX_VALUE) {
                        rightValues(name, member, path, quoted("x".repeat(max)), quoted("😀".repeat(max)), "\"\"");
                        for (String tooLong :
                                List.of("x".repeat(max + 1), "😀".repeat(max + 1), "x".repeat(10 * max))) {
                            raw(name + " too long", path, member, quoted(tooLong), TYPE_CONSTRAINT_VIOLATION);
                        }
                    }
                    for (String control : List.of("\\u0000", "\\u0001", "\\u007f", "\\u0085", "\\ud800", "\\udc00x")) {
                        raw(
                                name + " with " + control,
                                path,
                                member,
                                quoted("A" + control),
                                PROPERTY_CONSTRAINT_VIOLATION);
                    }
                    raw(
                            name + " with a line break",
                            path,
                            member,
                            "\"A\\nB\"",
                            lines ? null : PROPERTY_CONSTRAINT_VIOLATION);
                }
                case Kind.Choice(List<String> values) -> {
                    wrongTypes(name, member, path, "7", "true", "null", "{}", "[]", quotedList(values.getFirst()));
                    for (String value : values) {
                        rightValues(name, member, path, quoted(value));
                        for (String other : List.of(
                                value.toLowerCase(Locale.ROOT),
                                value.toUpperCase(Locale.ROOT),
                                value + " ",
                                value + "s")) {
                            if (!values.contains(other)) {
                                raw(
                                        name + " '" + other + "'",
                                        path,
                                        member,
                                        quoted(other),
                                        PROPERTY_CONSTRAINT_VIOLATION);
                            }
                        }
                    }
                    for (String other : List.of("", "nonsense", "\\u0000", "x".repeat(500))) {
                        raw(name + " '" + other + "'", path, member, quoted(other), PROPERTY_CONSTRAINT_VIOLATION);
                    }
                }
                case Kind.Whole(int least) -> {
                    wrongTypes(
                            name,
                            member,
                            path,
                            "\"1\"",
                            "\"abc\"",
                            "true",
                            "null",
                            "{}",
                            "[]",
                            "[1]",
                            "1.5",
                            "1e400",
                            "1e999999999",
                            "9".repeat(900));
                    rightValues(name, member, path, "1.0", "1e0", "2147483647", String.valueOf(least));
                    for (String outside : List.of("2147483648", "-2147483649", "1e30", String.valueOf(least - 1L))) {
                        raw(name + " " + outside, path, member, outside, PROPERTY_CONSTRAINT_VIOLATION);
                    }
                }
                case Kind.Time _ -> {
                    wrongTypes(name, member, path, "7", "1764000000", "true", "null", "{}", "[]");
                    rightValues(
                            name, member, path, "\"2026-11-24T10:00:00.123456789Z\"", "\"2026-11-24T12:00:00+02:00\"");
                    for (String other : List.of(
                            "",
                            "yesterday",
                            "2026-11-24",
                            "10:00:00Z",
                            "2026-11-24T10:00:00",
                            "2026-13-24T10:00:00Z",
                            "2026-11-24T25:00:00Z",
                            "2026-02-30T10:00:00Z",
                            "2026-11-24 10:00:00Z",
                            "\\u0000")) {
                        raw(name + " '" + other + "'", path, member, quoted(other), PROPERTY_CONSTRAINT_VIOLATION);
                    }
                }
                case Kind.Objects objects -> {
                    wrongTypes(name, member, path, "7", "\"A\"", "true", "null", "[7]", "[null]", "[[]]");
                    raw(name + " a single object", path, member, "{}", TYPE_CONSTRAINT_VIOLATION);
                    raw(
                            name + " empty",
                            path,
                            member,
                            "[]",
                            objects.least() > 0 ? OCCURENCE_CONSTRAINT_VIOLATION : null);
                }
            }
        }

        private void wrongTypes(String name, Member member, List<String> path, String... values) {
            for (String value : values) {
                raw(name + " = " + value, path, member, value, TYPE_CONSTRAINT_VIOLATION);
            }
        }

        private void rightValues(String name, Member member, List<String> path, String... values) {
            for (String value : values) {
                raw(name + " = " + value, path, member, value, null);
            }
        }

        /** @param code for a message that may be refused */
        private void raw(String what, List<String> path, Member member, String value, @Nullable ErrorCode code) {
            boolean unreadable = value.startsWith("[".repeat(DEEP)); // whatever it belongs to
            put(what, path, member.name(), value, unreadable ? code : breach(code));
        }

        private @Nullable ErrorCode breach(@Nullable ErrorCode code) {
            return message.neverRefused() ? null : code;
        }

        private void put(String what, List<String> path, String name, String raw, @Nullable ErrorCode code) {
            Map<String, Object> example = message.example();
            object(example, path).put(name, MARK);
            String marked = name.equals(MARK) ? quoted(MARK) + ":" + quoted(MARK) : quoted(MARK);
            add(what, text(example).replace(marked, raw), code);
        }

        private void add(String what, String payload, @Nullable ErrorCode code) {
            cases.add(new Case(action, what, payload, code));
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> object(Map<String, Object> payload, List<String> path) {
            Map<String, Object> object = payload;
            for (String member : path) {
                object = (Map<String, Object>) ((List<Object>) object.get(member)).getFirst();
            }
            return object;
        }

        private static String entry(String name, Object value) {
            return quoted(name) + ":" + text(value);
        }

        private static String text(Object value) {
            return JSON.writeValueAsString(value);
        }

        private static String quoted(String text) {
            return '"' + text + '"';
        }

        private static String quotedList(String text) {
            return "[" + quoted(text) + "]";
        }
    }
}
