package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.person.Right;
import dev.csms.domain.person.Role;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/** Every field of the whole schema, and every role: nobody gets what the schema does not say. */
class RightsTest {

    private static final RunningCsms CSMS = RunningCsms.get();
    private static final Map<Role, GraphQl> CALLERS = new LinkedHashMap<>();

    private static GraphQLSchema schema;

    /** A way from a root to a type. @param fields with arguments */
    private record Way(String operation, List<String> fields, Set<Right> rights) {

        Way then(String field, Set<Right> needed) {
            List<String> longer = new ArrayList<>(fields);
            longer.add(field);
            Set<Right> more = new TreeSet<>(rights);
            more.addAll(needed);
            return new Way(operation, longer, more);
        }

        String document() {
            return operation + " { " + String.join(" { ", fields) + " }".repeat(fields.size());
        }
    }

    @BeforeAll
    static void makeCallers() {
        schema = CSMS.context().getBean(GraphQlSource.class).schema();
        for (Role role : Role.values()) {
            String name = "rights-" + role.name().toLowerCase(java.util.Locale.ROOT);
            CSMS.graphQl().data("mutation { addPerson(name: \"%s\", role: %s) { added } }".formatted(name, role));
            String token = CSMS.graphQl()
                    .data("mutation { createApiToken(label: \"test\", person: \"%s\") { token } }".formatted(name))
                    .at("/createApiToken/token")
                    .asString();
            CALLERS.put(role, new GraphQl(CSMS.httpPort(), token));
        }
    }

    @Test
    void every_type_or_field_says_who_may_ask_for_it() {
        List<String> silent = new ArrayList<>();
        for (GraphQLNamedType type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLObjectType object && !type.getName().startsWith("__")) {
                boolean root = List.of("Query", "Mutation", "Subscription").contains(type.getName());
                for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
                    if (field.getAppliedDirective("allow") == null
                            && (root || object.getAppliedDirective("allow") == null)) {
                        silent.add(type.getName() + "." + field.getName());
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void every_field_at_the_root_says_what_it_is_to_who_is_limited_to_groups() {
        List<String> silent = new ArrayList<>();
        for (GraphQLObjectType root :
                List.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())) {
            for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
                GraphQLAppliedDirective allow = field.getAppliedDirective("allow");
                boolean named = allow.getArgument("chargePoint").getValue() != null;
                if (!named && !isTrue(allow, "ofGroups") && !isTrue(allow, "wholeFleet")) {
                    silent.add(root.getName() + "." + field.getName());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static boolean isTrue(GraphQLAppliedDirective allow, String argument) {
        return Boolean.TRUE.equals(allow.getArgument(argument).getValue());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Tag("G6")
    void a_role_gets_what_its_rights_are_for_and_nothing_else(Role role) {
        List<String> wrong = new ArrayList<>();
        int denied = 0;
        int allowed = 0;
        for (Way way : ways()) {
            boolean may = role.rights().containsAll(way.rights());
            if (may && !way.operation().equals("query")) {
                continue; // it would be carried out
            }
            JsonNode answer = CALLERS.get(role).answer(way.document());
            String codes = answer.path("errors").toString();
            boolean forbidden = codes.contains("\"FORBIDDEN\"");
            if (forbidden == may || (forbidden && answer.path("data").size() > 0)) {
                wrong.add(way.document() + " -> " + answer);
            }
            if (codes.contains("GRAPHQL_VALIDATION_FAILED")
                    || codes.contains("INTERNAL")
                    || codes.contains("TIMEOUT")) {
                wrong.add("no question: " + way.document() + " -> " + answer);
            }
            if (may) {
                allowed++;
            } else {
                denied++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(allowed).isGreaterThan(300);
        assertThat(denied > 0).isEqualTo(role != Role.ADMIN);
    }

    /** One for each field of each type that can be reached. */
    private static List<Way> ways() {
        Map<String, Way> toType = new LinkedHashMap<>();
        Deque<GraphQLObjectType> open = new ArrayDeque<>();
        List<Way> toFields = new ArrayList<>();
        begin(schema.getQueryType(), "query", toType, open);
        begin(schema.getMutationType(), "mutation", toType, open);
        while (!open.isEmpty()) {
            GraphQLObjectType type = open.removeFirst();
            Way way = toType.get(type.getName());
            for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
                GraphQLType result = GraphQLTypeUtil.unwrapAll(field.getType());
                Way longer = way.then(call(field), Set.of(right(type, field)));
                if (result instanceof GraphQLObjectType object) {
                    toFields.add(longer.then("__typename", Set.of()));
                    if (!toType.containsKey(object.getName())) {
                        toType.put(object.getName(), longer);
                        open.addLast(object);
                    }
                } else if (GraphQLTypeUtil.isLeaf(result)) {
                    toFields.add(longer);
                }
            }
        }
        return toFields;
    }

    private static void begin(
            GraphQLObjectType root, String operation, Map<String, Way> toType, Deque<GraphQLObjectType> open) {
        toType.put(root.getName(), new Way(operation, List.of(), Set.of()));
        open.addLast(root);
    }

    private static Right right(GraphQLObjectType type, GraphQLFieldDefinition field) {
        GraphQLAppliedDirective own = field.getAppliedDirective("allow");
        GraphQLAppliedDirective said = own != null ? own : type.getAppliedDirective("allow");
        Object right = said.getArgument("right").getValue();
        return Right.valueOf(String.valueOf(right));
    }

    private static String call(GraphQLFieldDefinition field) {
        String arguments = field.getArguments().stream()
                .filter(it -> GraphQLTypeUtil.isNonNull(it.getType()) && !it.hasSetDefaultValue())
                .map((GraphQLArgument it) -> it.getName() + ": " + value(it.getType()))
                .collect(Collectors.joining(", "));
        return field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    private static String value(@Nullable GraphQLType type) {
        return switch (type) {
            case GraphQLNonNull some -> value(some.getWrappedType());
            case GraphQLList list -> "[" + value(list.getWrappedType()) + "]";
            case GraphQLEnumType constants -> constants.getValues().getFirst().getName();
            case GraphQLInputObjectType input -> "{" + members(input) + "}";
            case GraphQLNamedType named ->
                switch (named.getName()) {
                    case "Int", "Long", "Decimal", "Float" -> "1";
                    case "Boolean" -> "true";
                    case "DateTime" -> "\"2026-01-01T00:00:00Z\"";
                    case "JSON" -> "{}";
                    case "ID" -> "\"Q2hhcmdlUG9pbnQ6eA\"";
                    default -> "\"x\"";
                };
            case null, default -> throw new AssertionError("no value of " + type);
        };
    }

    private static String members(GraphQLInputObjectType input) {
        List<GraphQLInputObjectField> needed = input.isOneOf()
                ? List.of(input.getFieldDefinitions().getFirst())
                : input.getFieldDefinitions().stream()
                        .filter(it -> GraphQLTypeUtil.isNonNull(it.getType()) && !it.hasSetDefaultValue())
                        .toList();
        return needed.stream()
                .map(it -> it.getName() + ": " + value(it.getType()))
                .collect(Collectors.joining(", "));
    }
}
