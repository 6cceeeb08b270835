package dev.csms.app.axon;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.springframework.context.annotation.Bean;

/** One reader for all that every node hears for itself, from its start on. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ThisNodeConfiguration {

    @Bean
    ConfigurerModule readerOfThisNode() {
        return axon -> axon.eventProcessing()
                .registerTokenStore(LogReaders.THIS_NODE, _ -> new InMemoryTokenStore())
                .registerTransactionManager(LogReaders.THIS_NODE, _ -> NoTransactionManager.INSTANCE)
                .registerTrackingEventProcessorConfiguration(LogReaders.THIS_NODE, _ -> LogReaders.fromNowOn());
    }
}
