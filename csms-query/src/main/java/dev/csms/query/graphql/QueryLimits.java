package dev.csms.query.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.ExecutionContext;
import graphql.schema.GraphQLTypeUtil;
import java.nio.charset.StandardCharsets;

/** What one query may ask for at most, so that none can hold up the others. Introspection costs nothing. */
final class QueryLimits {

    /** Levels of fields below one another. */
    static final int MAX_DEPTH = 12;

    /** Fields that are given another name. */
    static final int MAX_ALIASES = 200;

    /** About how many objects an answer may have. */
    static final int MAX_COST = 5_000;

    /** Words of a document. */
    static final int MAX_TOKENS = 5_000;

    /** Fields, counted as often as fragments repeat them. */
    static final int MAX_FIELDS = 5_000;

    static final int MAX_DOCUMENT_BYTES = 20 * 1024;

    private static final int OBJECTS_IN_A_LIST = 10;
    private static final int SAMPLES_LIKE_ONE_OBJECT = 50;
    private static final int MESSAGES_LIKE_ONE_OBJECT = 10;

    private QueryLimits() {}

    static boolean isTooLong(String document) {
        return document.length() > MAX_DOCUMENT_BYTES
                || document.getBytes(StandardCharsets.UTF_8).length > MAX_DOCUMENT_BYTES;
    }

    static int cost(ExecutionContext context) {
        return QueryComplexityCalculator.newCalculator()
                .schema(context.getGraphQLSchema())
                .document(context.getDocument())
                .operationName(context.getExecutionInput().getOperationName())
                .variables(context.getCoercedVariables())
                .fieldComplexityCalculator(QueryLimits::objects)
                .build()
                .calculate();
    }

    private static int objects(FieldComplexityEnvironment field, int objectsBelow) {
        String name = field.getFieldDefinition().getName();
        var type = field.getFieldDefinition().getType();
        if (name.startsWith("__") || GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(type))) {
            return 0;
        }
        if (field.getArguments().get("last") instanceof Integer last) {
            return 1 + Math.max(0, last) / MESSAGES_LIKE_ONE_OBJECT;
        }
        long times = 1;
        if (GraphQLTypeUtil.unwrapAll(type).getName().endsWith("Connection")) {
            times = first(field, Page.DEFAULT_FIRST);
        } else if (name.equals("meterValues")) {
            times = Math.max(1, first(field, 1_000) / SAMPLES_LIKE_ONE_OBJECT);
        } else if (GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(type))
                && !name.equals("edges")
                && !name.equals("nodes")) {
            times = OBJECTS_IN_A_LIST;
        }
        return (int) Math.min(Integer.MAX_VALUE / 1_000, 1 + times * objectsBelow);
    }

    private static long first(FieldComplexityEnvironment field, int otherwise) {
        return field.getArguments().get("first") instanceof Integer first ? Math.max(1, first) : otherwise;
    }
}
