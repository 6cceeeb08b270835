package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.domain.operation.IdempotencyKey;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.graphql.Question;
import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.graphql.data.GraphQlArgumentBinder;
import org.springframework.graphql.data.method.HandlerMethodArgumentResolver;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Finds out how a mutation is asked for, from its argument {@code options} and from who asks. */
@Component
final class AskingArgument implements HandlerMethodArgumentResolver {

    private static final String OPTIONS = "options";
    private static final String KEY = "idempotencyKey";

    /** Says nothing of what is asked. */
    private static final Set<String> NOT_COMPARED = Set.of(KEY, "wait");

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final GraphQlArgumentBinder binder = new GraphQlArgumentBinder();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Asking.class;
    }

    @Override
    public Asking resolveArgument(MethodParameter parameter, DataFetchingEnvironment field) throws BindException {
        String mutation = field.getField().getName();
        OperationOptions options = OperationOptions.orUsual(
                (OperationOptions) binder.bind(field, OPTIONS, ResolvableType.forClass(OperationOptions.class)));
        return new Asking(mutation, options, key(mutation, options, field.getArguments()));
    }

    private static @Nullable IdempotencyKey key(
            String mutation, OperationOptions options, Map<String, Object> arguments) {
        String key = options.idempotencyKey();
        if (key == null) {
            return null;
        }
        String caller = Question.current().orElseThrow().caller().name();
        try {
            return new IdempotencyKey(caller, mutation, key, Asking.digest(canonical(arguments)));
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    /** The same text for the same question, in whatever order its arguments come. */
    private static String canonical(Map<String, Object> arguments) {
        Map<String, @Nullable Object> compared = new LinkedHashMap<>(arguments);
        if (arguments.get(OPTIONS) instanceof Map<?, ?> options) {
            Map<Object, @Nullable Object> comparedOptions = new LinkedHashMap<>(options);
            comparedOptions.keySet().removeIf(NOT_COMPARED::contains);
            compared.put(OPTIONS, comparedOptions);
        }
        return CANONICAL.writeValueAsString(compared);
    }
}
