package dev.csms.app.session;

import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every node hear, from its start on, of sessions that have been superseded on another. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final int BATCH = 500;

    @Bean
    ConfigurerModule supersededSessions(ObjectProvider<SessionRegistry> sessions) {
        return axon -> axon.eventProcessing()
                .registerTokenStore(SupersededSessions.GROUP, _ -> new InMemoryTokenStore())
                .registerTransactionManager(SupersededSessions.GROUP, _ -> NoTransactionManager.INSTANCE)
                .registerTrackingEventProcessorConfiguration(
                        SupersededSessions.GROUP,
                        _ -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andBatchSize(BATCH)
                                .andInitialTrackingToken(StreamableMessageSource::createHeadToken))
                .registerEventHandler(_ -> new SupersededSessions(sessions.getObject()));
    }
}
