package dev.csms.app.session;

import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every node hear, from its start on, what has been decided elsewhere about the sessions that it has. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    ConfigurerModule supersededSessions(ObjectProvider<SessionRegistry> sessions) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new SupersededSessions(sessions.getObject()));
    }

    @Bean
    ConfigurerModule messagePolicies(ObjectProvider<SessionRegistry> sessions) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new MessagePolicies(sessions.getObject()));
    }
}
