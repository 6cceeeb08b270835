package dev.csms.query.graphql;

import graphql.schema.DataFetchingEnvironment;
import org.springframework.core.MethodParameter;
import org.springframework.graphql.data.method.HandlerMethodArgumentResolver;
import org.springframework.stereotype.Component;

/** A parameter of type {@link Page} gets what the field's arguments {@code first} and {@code after} say. */
@Component
final class PageArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class;
    }

    @Override
    public Page resolveArgument(MethodParameter parameter, DataFetchingEnvironment environment) {
        return Page.of(environment.getArgument("first"), environment.getArgument("after"));
    }
}
