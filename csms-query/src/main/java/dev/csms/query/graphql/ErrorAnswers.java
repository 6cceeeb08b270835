package dev.csms.query.graphql;

import dev.csms.query.graphql.QueryProblem.Code;
import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.schema.DataFetchingEnvironment;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;

/** What a caller is told when a field fails: a sentence and a code, never the insides. Others may answer first. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ErrorAnswers extends DataFetcherExceptionResolverAdapter {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    ErrorAnswers() {
        setThreadLocalContextAware(true);
    }

    @Override
    protected GraphQLError resolveToSingleError(Throwable failure, DataFetchingEnvironment field) {
        return answer(failure, GraphqlErrorBuilder.newError(field));
    }

    static GraphQLError answer(Throwable failure, GraphqlErrorBuilder<?> error) {
        return switch (failure) {
            case QueryProblem problem -> error(error, problem.code(), problem.sentence());
            case BindException _ -> error(error, Code.BAD_USER_INPUT, "an argument has a value that it cannot have");
            case CannotGetJdbcConnectionException _ ->
                error(error, Code.OVERLOADED, "the database has too much to do, or is away; ask again a little later");
            case QueryTimeoutException _, AbortExecutionException _ ->
                error(error, Code.TIMEOUT, "this takes too long; ask for a shorter time or for less");
            default -> {
                String reference = UUID.randomUUID().toString();
                log.error("GraphQL query failed, reference {}", reference, failure);
                yield error(error, Code.INTERNAL, "we failed; the log says more under " + reference);
            }
        };
    }

    static GraphQLError error(GraphqlErrorBuilder<?> error, Code code, String sentence) {
        return error.message(sentence.replace("%", "%%"))
                .errorType(classification(code))
                .extensions(code.extensions())
                .build();
    }

    private static ErrorClassification classification(Code code) {
        return switch (code) {
            case BAD_USER_INPUT,
                    NOT_OFFERED,
                    CHARGE_POINT_OFFLINE,
                    QUESTIONABLE,
                    ALREADY_UNDER_WAY,
                    TOO_MANY_WAITING,
                    TOO_EXPENSIVE,
                    TIMEOUT,
                    TOO_BUSY,
                    OVERLOADED,
                    GRAPHQL_VALIDATION_FAILED -> ErrorType.BAD_REQUEST;
            case UNAUTHENTICATED -> ErrorType.UNAUTHORIZED;
            case FORBIDDEN -> ErrorType.FORBIDDEN;
            case NOT_FOUND -> ErrorType.NOT_FOUND;
            case INTERNAL -> ErrorType.INTERNAL_ERROR;
        };
    }
}
