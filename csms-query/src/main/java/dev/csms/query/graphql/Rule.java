package dev.csms.query.graphql;

import dev.csms.domain.person.Right;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLObjectType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for a field, as {@code @allow} says it in the schema.
 *
 * @param chargePoint path of the argument that names the charge point concerned
 * @param ofGroups    the field minds the caller's groups by itself
 * @param wholeFleet  not for who is limited to groups
 */
record Rule(Right right, @Nullable String chargePoint, boolean ofGroups, boolean wholeFleet) {

    static final String DIRECTIVE = "allow";

    /** Empty if the schema does not say it. */
    static Optional<Rule> of(GraphQLFieldsContainer type, GraphQLFieldDefinition field) {
        GraphQLAppliedDirective ofType =
                type instanceof GraphQLObjectType object ? object.getAppliedDirective(DIRECTIVE) : null;
        GraphQLAppliedDirective ofField = field.getAppliedDirective(DIRECTIVE);
        GraphQLAppliedDirective nearest = ofField != null ? ofField : ofType;
        if (nearest == null) {
            return Optional.empty();
        }
        Object path = value(nearest, "chargePoint");
        return Optional.of(new Rule(
                Right.valueOf(String.valueOf(value(nearest, "right"))),
                path == null ? null : path.toString(),
                Boolean.TRUE.equals(value(nearest, "ofGroups")),
                Boolean.TRUE.equals(value(nearest, "wholeFleet"))
                        || (ofType != null && Boolean.TRUE.equals(value(ofType, "wholeFleet")))));
    }

    /** Whether no field of it is for who is limited to groups. @param type null if there is no such type */
    static boolean isOfWholeFleet(@Nullable GraphQLObjectType type) {
        GraphQLAppliedDirective ofType = type == null ? null : type.getAppliedDirective(DIRECTIVE);
        return ofType != null && Boolean.TRUE.equals(value(ofType, "wholeFleet"));
    }

    private static @Nullable Object value(GraphQLAppliedDirective directive, String name) {
        GraphQLAppliedDirectiveArgument argument = directive.getArgument(name);
        return argument == null ? null : argument.getValue();
    }

    /** Whether somebody has thought of who is limited to groups; what is at the root and says nothing is closed to them. */
    boolean isDecided() {
        return chargePoint != null || ofGroups || wholeFleet;
    }

    /** The charge point that is asked for; null if none is named. */
    @Nullable
    String identity(Map<String, Object> arguments) {
        if (chargePoint == null) {
            return null;
        }
        Object value = arguments;
        for (String step : chargePoint.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value == null ? null : value.toString();
    }
}
