package dev.csms.app.axon;

import dev.csms.app.CsmsSettings;
import dev.csms.query.Projections;
import dev.csms.query.QueryDatabases;
import dev.csms.query.projection.EventRows;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;

/** Those who read the log: in batches, each with its token in one transaction; what they cannot handle is parked. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ProcessingConfiguration {

    private static final Duration CLAIM = Duration.ofSeconds(10);

    @Bean
    TransactionManager axonTransactionManager(QueryDatabases databases) {
        return new ProjectionTransactions(databases.projections());
    }

    @Bean
    ConnectionProvider connectionProvider(QueryDatabases databases) {
        return new UnitOfWorkAwareConnectionProviderWrapper(
                new SpringDataSourceConnectionProvider(databases.projections()));
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, CsmsSettings settings) {
        return ComparingTokenStore.of(
                connections,
                serializer,
                CLAIM,
                settings.node() + "/" + ProcessHandle.current().pid());
    }

    @Bean
    ConfigurerModule eventProcessing(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer general,
            @Qualifier("eventSerializer") Serializer events) {
        return configurer -> configurer
                .eventProcessing()
                .usingTrackingEventProcessors()
                .registerTrackingEventProcessorConfiguration(_ -> LogReaders.ofAll())
                .registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance())
                .registerDefaultDeadLetterPolicy(_ -> ProcessingConfiguration::parkOrFail)
                .registerDeadLetterQueueProvider(
                        group -> _ -> BoundedDeadLetters.of(group, connections, transactions, general, events));
    }

    /** Remembers which sequences have dead letters, so that not every event asks the database for them. */
    @Bean
    ConfigurerModule deadLettersRemembered() {
        return configurer -> Projections.ALL.forEach(projection -> configurer
                .eventProcessing()
                .registerDeadLetteringEventHandlerInvokerConfiguration(
                        projection.group(),
                        (_, invoker) -> invoker.enableSequenceIdentifierCache().allowReset(true)));
    }

    /** An event that fails because the database does is not parked: the batch fails, and is tried again. */
    private static EnqueueDecision<EventMessage<?>> parkOrFail(
            DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        if (!EventRows.mayBeTheEventsFault(cause)) {
            throw new TryAgainException(cause);
        }
        return Decisions.enqueue(cause);
    }

    private static final class TryAgainException extends RuntimeException {
        TryAgainException(Throwable cause) {
            super("The database failed; the events will come again", cause);
        }
    }
}
