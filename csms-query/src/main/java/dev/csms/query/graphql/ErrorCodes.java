package dev.csms.query.graphql;

import dev.csms.query.graphql.QueryProblem.Code;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.parser.ParserOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives every error a code, those included that GraphQL itself finds, and every document a limit. */
@Component
final class ErrorCodes implements WebGraphQlInterceptor {

    private static final ParserOptions LIMITED = ParserOptions.getDefaultOperationParserOptions()
            .transform(options -> options.maxTokens(QueryLimits.MAX_TOKENS));

    /** How the parser says that a document has too many words, or is too deep. */
    private static final String CANCELLED = "parsing has been cancelled.";

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        request.configureExecutionInput((_, input) ->
                input.graphQLContext(Map.of(ParserOptions.class, LIMITED)).build());
        return chain.next(request).map(ErrorCodes::withCodes);
    }

    private static WebGraphQlResponse withCodes(WebGraphQlResponse response) {
        List<ResponseError> errors = response.getErrors();
        if (errors.stream().allMatch(error -> error.getExtensions().containsKey("code"))) {
            return response;
        }
        List<GraphQLError> coded = errors.stream().map(ErrorCodes::withCode).toList();
        return response.transform(it -> it.errors(coded));
    }

    private static GraphQLError withCode(ResponseError error) {
        Map<String, Object> extensions = new HashMap<>(error.getExtensions());
        extensions.putIfAbsent("code", code(error).name());
        String message = error.getMessage() == null ? "" : error.getMessage();
        return GraphqlErrorBuilder.newError()
                .message(message.replace("%", "%%"))
                .path(error.getParsedPath().isEmpty() ? null : error.getParsedPath())
                .locations(error.getLocations())
                .errorType(error.getErrorType())
                .extensions(extensions)
                .build();
    }

    private static Code code(ResponseError error) {
        if (error.getErrorType() == ErrorType.InvalidSyntax
                && String.valueOf(error.getMessage()).endsWith(CANCELLED)) {
            return Code.TOO_EXPENSIVE;
        }
        return switch (error.getErrorType()) {
            case ErrorType.InvalidSyntax, ErrorType.ValidationError, ErrorType.OperationNotSupported ->
                Code.GRAPHQL_VALIDATION_FAILED;
            case ErrorType.ExecutionAborted -> Code.TOO_EXPENSIVE;
            case org.springframework.graphql.execution.ErrorType.BAD_REQUEST -> Code.BAD_USER_INPUT;
            case org.springframework.graphql.execution.ErrorType.NOT_FOUND -> Code.NOT_FOUND;
            default -> Code.INTERNAL;
        };
    }
}
