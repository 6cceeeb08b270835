package dev.csms.app.running;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Asks for everything that can be asked for without knowing what there is, as deep as is allowed. */
final class EveryQuery {

    private static final int DEEPEST = 4;

    private static final String SCHEMA = """
        { __schema { queryType { name } types { name kind fields { name args { defaultValue type { kind } } type {
            kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
        """;

    private final GraphQl graphQl;
    private final Map<String, JsonNode> types = new HashMap<>();
    private final String query;

    EveryQuery(GraphQl graphQl) {
        this.graphQl = graphQl;
        JsonNode schema = graphQl.data(SCHEMA).path("__schema");
        schema.path("types").forEach(type -> types.put(type.path("name").asString(), type));
        query = schema.path("queryType").path("name").asString();
    }

    /** The answers, by field of Query. */
    Map<String, String> answers() {
        Map<String, String> answers = new HashMap<>();
        for (JsonNode field : types.get(query).path("fields")) {
            for (int depth = DEEPEST; depth >= 0; depth--) {
                Optional<String> selection = selection(field, depth);
                JsonNode answer = selection
                        .map(text -> graphQl.answer("{ " + text + " }"))
                        .orElse(null);
                if (answer != null && !answer.has("errors")) {
                    answers.put(field.path("name").asString(), answer.toString());
                    break;
                }
            }
        }
        return answers;
    }

    private Optional<String> selection(JsonNode field, int depth) {
        for (JsonNode argument : field.path("args")) {
            if (argument.at("/type/kind").asString().equals("NON_NULL")
                    && argument.path("defaultValue").isNull()) {
                return Optional.empty();
            }
        }
        JsonNode type = types.get(named(field.path("type")));
        String name = field.path("name").asString();
        return switch (type.path("kind").asString()) {
            case "SCALAR", "ENUM" -> Optional.of(name);
            case "OBJECT" -> depth < 0 ? Optional.empty() : object(name, type, depth);
            default -> Optional.of(name + " { __typename }");
        };
    }

    private Optional<String> object(String name, JsonNode type, int depth) {
        List<String> selections = new ArrayList<>();
        type.path("fields").forEach(field -> selection(field, depth - 1).ifPresent(selections::add));
        return selections.isEmpty()
                ? Optional.empty()
                : Optional.of(selections.stream().collect(Collectors.joining(" ", name + " { ", " }")));
    }

    private static String named(JsonNode type) {
        JsonNode each = type;
        while (each.path("name").isNull()) {
            each = each.path("ofType");
        }
        return each.path("name").asString();
    }
}
