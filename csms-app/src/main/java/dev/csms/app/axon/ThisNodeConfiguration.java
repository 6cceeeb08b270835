package dev.csms.app.axon;

import dev.csms.app.eventstore.PostgresEventStore;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;

/** One reader for all that every node hears for itself, from its start on. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ThisNodeConfiguration {

    @Bean
    ConfigurerModule readerOfThisNode() {
        return configurer -> configurer
                .eventProcessing()
                .registerTokenStore(LogReaders.THIS_NODE, _ -> new InMemoryTokenStore())
                .registerTransactionManager(LogReaders.THIS_NODE, _ -> NoTransactionManager.INSTANCE)
                .registerTrackingEventProcessor(
                        LogReaders.THIS_NODE, axon -> promptly(axon.eventStore()), _ -> LogReaders.fromNowOn());
    }

    private static StreamableMessageSource<TrackedEventMessage<?>> promptly(EventStore store) {
        return store instanceof PostgresEventStore ours ? ours.promptly() : store;
    }
}
