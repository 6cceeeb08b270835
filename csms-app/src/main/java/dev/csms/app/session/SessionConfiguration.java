package dev.csms.app.session;

import dev.csms.app.axon.LogReaders;
import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every node hear, from its start on, of sessions that have been superseded on another. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    ConfigurerModule supersededSessions(ObjectProvider<SessionRegistry> sessions) {
        return axon -> axon.eventProcessing()
                .registerTokenStore(SupersededSessions.GROUP, _ -> new InMemoryTokenStore())
                .registerTransactionManager(SupersededSessions.GROUP, _ -> NoTransactionManager.INSTANCE)
                .registerTrackingEventProcessorConfiguration(SupersededSessions.GROUP, _ -> LogReaders.fromNowOn())
                .registerEventHandler(_ -> new SupersededSessions(sessions.getObject()));
    }
}
