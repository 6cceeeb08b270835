package dev.csms.query.graphql;

import graphql.ExecutionResult;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/** What one query may ask for at most, so that none can hold up the others. Introspection is free. */
final class QueryLimits {

    /** Levels of fields below one another. */
    static final int MAX_DEPTH = 12;

    /** About how many objects an answer may have. */
    static final int MAX_OBJECTS = 20_000;

    /** Words of a document. */
    static final int MAX_TOKENS = 5_000;

    private static final int OBJECTS_IN_A_LIST = 10;
    private static final int SAMPLES_LIKE_ONE_OBJECT = 50;

    private QueryLimits() {}

    static MaxQueryComplexityInstrumentation cost() {
        return new MaxQueryComplexityInstrumentation(MAX_OBJECTS, QueryLimits::objects) {
            @Override
            protected AbortExecutionException mkAbortException(int objects, int max) {
                return new AbortExecutionException(
                        "the answer might have " + objects + " objects; at most " + max + " are allowed");
            }
        };
    }

    private static int objects(FieldComplexityEnvironment field, int objectsBelow) {
        String name = field.getFieldDefinition().getName();
        var type = field.getFieldDefinition().getType();
        if (name.startsWith("__") || GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(type))) {
            return 0;
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
        return (int) Math.min(Integer.MAX_VALUE / 2, 1 + times * objectsBelow);
    }

    private static long first(FieldComplexityEnvironment field, int otherwise) {
        return field.getArguments().get("first") instanceof Integer first ? Math.max(1, first) : otherwise;
    }

    static SimplePerformantInstrumentation depth() {
        return new SimplePerformantInstrumentation() {
            @Override
            public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
                    InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
                int depth = depthOf(parameters.getExecutionContext());
                if (depth > MAX_DEPTH) {
                    throw new AbortExecutionException(
                            "the query is " + depth + " levels deep; at most " + MAX_DEPTH + " are allowed");
                }
                return SimpleInstrumentationContext.noOp();
            }
        };
    }

    private static int depthOf(ExecutionContext context) {
        QueryTraverser query = QueryTraverser.newQueryTraverser()
                .schema(context.getGraphQLSchema())
                .document(context.getDocument())
                .operationName(context.getExecutionInput().getOperationName())
                .coercedVariables(context.getCoercedVariables())
                .build();
        return query.<Integer>reducePreOrder((field, depth) -> Math.max(depth, depthOf(field)), 0);
    }

    private static int depthOf(QueryVisitorFieldEnvironment field) {
        int depth = 0;
        for (QueryVisitorFieldEnvironment at = field; at != null; at = at.getParentEnvironment()) {
            if (at.getField().getName().startsWith("__")) {
                return 0;
            }
            depth++;
        }
        return depth;
    }
}
