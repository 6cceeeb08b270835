package dev.csms.query.graphql;

import dev.csms.domain.person.Right;
import dev.csms.query.graphql.QueryProblem.Code;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.Field;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLObjectType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at every operation before anything of it is carried out: whether who asks has the right to all of it, and
 * whether it stays within the limits. The one place that does, for queries, mutations and subscriptions, however they
 * come.
 */
@Component
final class QueryExamination extends SimplePerformantInstrumentation {

    private final ChargePointGroups groups;
    private final Refusals refusals;
    private final QueryBounds bounds;
    private final MutationRate mutations;

    QueryExamination(ChargePointGroups groups, Refusals refusals, QueryBounds bounds) {
        this.groups = groups;
        this.refusals = refusals;
        this.bounds = bounds;
        this.mutations = new MutationRate(bounds.mutationsPerMinute(), InstantSource.system());
    }

    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext context = parameters.getExecutionContext();
        Question question = Question.in(context.getGraphQLContext());
        if (question == null) {
            throw refusal(Code.UNAUTHENTICATED, "nobody is known to ask this", null);
        }
        Operation operation = context.getOperationDefinition().getOperation();
        question.is(operation, context.getOperationDefinition().getName());
        Examination examination = new Examination(question.caller());
        QueryTraverser.newQueryTraverser()
                .schema(context.getGraphQLSchema())
                .document(context.getDocument())
                .operationName(context.getExecutionInput().getOperationName())
                .coercedVariables(context.getCoercedVariables())
                .build()
                .visitPreOrder(examination);
        int cost = QueryLimits.cost(context);
        question.costs(cost);
        if (cost > QueryLimits.MAX_COST) {
            throw refusal(
                    Code.TOO_EXPENSIVE,
                    "the answer might have " + cost + " objects; at most " + QueryLimits.MAX_COST + " are allowed",
                    null);
        }
        if (operation == Operation.MUTATION
                && question.caller().isMetered()
                && !mutations.take(question.caller().name(), examination.rootFields)) {
            throw refusal(
                    Code.TOO_BUSY,
                    "at most " + bounds.mutationsPerMinute() + " mutations a minute are allowed; wait a little",
                    null);
        }
        return SimpleInstrumentationContext.noOp();
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        if (parameters.isTrivialDataFetcher()) {
            return fetcher;
        }
        Question question = Question.in(parameters.getExecutionContext().getGraphQLContext());
        if (question == null) {
            return fetcher;
        }
        boolean limitedRoot = question.caller().isLimited()
                && parameters.getExecutionStepInfo().getPath().getLevel() == 1;
        return field -> {
            if (question.isOver()) {
                throw QueryProblem.of(Code.TIMEOUT, "this has taken too long");
            }
            if (limitedRoot && isHidden(question, parameters, field.getArguments())) {
                if (question.isQuery()) {
                    return null; // as where there is none
                }
                throw QueryProblem.notFound(
                        "there is no charge point " + rule(parameters).identity(field.getArguments()));
            }
            return fetcher.get(field);
        };
    }

    private boolean isHidden(
            Question question, InstrumentationFieldFetchParameters parameters, Map<String, Object> arguments) {
        String identity = rule(parameters).identity(arguments);
        if (identity == null) {
            return false;
        }
        question.isAbout(identity);
        Caller caller = question.caller();
        if (groups.isInOneOf(identity, caller.groups())) {
            return false;
        }
        refusals.refused(
                caller,
                caller.remoteAddress(),
                Code.NOT_FOUND,
                "charge point " + identity + ", which is in none of its groups");
        return true;
    }

    private static Rule rule(InstrumentationFieldFetchParameters parameters) {
        GraphQLObjectType type = parameters.getExecutionStepInfo().getObjectType();
        return Rule.of(type, parameters.getField()).orElseThrow();
    }

    private static AbortExecutionException refusal(Code code, String sentence, @Nullable Field field) {
        GraphqlErrorBuilder<?> error = GraphqlErrorBuilder.newError();
        if (field != null && field.getSourceLocation() != null) {
            error.location(field.getSourceLocation());
        }
        return new AbortExecutionException(List.of(ErrorAnswers.error(error, code, sentence)));
    }

    /** Of one operation, field by field. Ends at the first thing that is wrong. */
    private static final class Examination extends QueryVisitorStub {

        private final Caller caller;
        private int fields;
        private int aliases;
        private int rootFields;

        Examination(Caller caller) {
            this.caller = caller;
        }

        @Override
        public void visitField(QueryVisitorFieldEnvironment field) {
            count(field);
            if (isIntrospection(field)) {
                return;
            }
            int depth = depth(field);
            if (depth > QueryLimits.MAX_DEPTH) {
                throw refusal(
                        Code.TOO_EXPENSIVE,
                        "the query is more than " + QueryLimits.MAX_DEPTH + " levels deep",
                        field.getField());
            }
            if (depth == 1) {
                rootFields++;
            }
            checkRights(field, depth);
        }

        private void count(QueryVisitorFieldEnvironment field) {
            if (++fields > QueryLimits.MAX_FIELDS) {
                throw refusal(
                        Code.TOO_EXPENSIVE,
                        "the query has more than " + QueryLimits.MAX_FIELDS + " fields",
                        field.getField());
            }
            if (field.getField().getAlias() != null && ++aliases > QueryLimits.MAX_ALIASES) {
                throw refusal(
                        Code.TOO_EXPENSIVE,
                        "the query has more than " + QueryLimits.MAX_ALIASES + " aliases",
                        field.getField());
            }
        }

        private void checkRights(QueryVisitorFieldEnvironment field, int depth) {
            GraphQLFieldsContainer type = field.getFieldsContainer();
            GraphQLFieldDefinition definition = field.getFieldDefinition();
            Rule rule = Rule.of(type, definition).orElse(null);
            Right needed = rule == null ? Right.ADMINISTER : rule.right(); // what says nothing is for nobody else
            String name = type.getName() + "." + definition.getName();
            if (!caller.may(needed)) {
                throw refusal(Code.FORBIDDEN, name + " is for those who have the right " + needed, field.getField());
            }
            if (caller.isLimited() && !isOpenToLimited(rule, field, depth)) {
                throw refusal(
                        Code.FORBIDDEN,
                        name
                                + " is not for those who are limited to groups of charge points, or not without naming"
                                + " one",
                        field.getField());
            }
        }

        private static boolean isOpenToLimited(@Nullable Rule rule, QueryVisitorFieldEnvironment field, int depth) {
            if (rule == null || rule.wholeFleet()) {
                return false;
            }
            return depth > 1 || rule.ofGroups() || rule.identity(field.getArguments()) != null;
        }

        private static boolean isIntrospection(QueryVisitorFieldEnvironment field) {
            return field.getField().getName().startsWith("__")
                    || field.getFieldsContainer().getName().startsWith("__");
        }

        private static int depth(QueryVisitorFieldEnvironment field) {
            int depth = 0;
            for (QueryVisitorFieldEnvironment at = field; at != null; at = at.getParentEnvironment()) {
                depth++;
            }
            return depth;
        }
    }
}
