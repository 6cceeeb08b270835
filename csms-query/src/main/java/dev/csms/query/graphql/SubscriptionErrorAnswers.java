package dev.csms.query.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import org.springframework.graphql.execution.SubscriptionExceptionResolverAdapter;
import org.springframework.stereotype.Component;

/** What a subscriber is told when the subscription fails. */
@Component
final class SubscriptionErrorAnswers extends SubscriptionExceptionResolverAdapter {

    @Override
    protected GraphQLError resolveToSingleError(Throwable failure) {
        return ErrorAnswers.answer(failure, GraphqlErrorBuilder.newError());
    }
}
