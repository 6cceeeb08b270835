package dev.csms.app.housekeeping;

import dev.csms.app.CsmsSettings;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Housekeeping, where it is not switched off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "csms.housekeeping.enabled", havingValue = "true", matchIfMissing = true)
class HousekeepingConfiguration {

    @Bean
    Housekeeping housekeeping(
            CommandGateway commands, SessionRegistry sessions, InstantSource clock, CsmsSettings settings) {
        return new Housekeeping(
                commands, sessions, clock, settings.housekeeping().delay());
    }

    @Bean
    ConfigurerModule acceptedBoots(ObjectProvider<Housekeeping> housekeeping) {
        return axon -> axon.eventProcessing()
                .registerTokenStore(AcceptedBoots.GROUP, _ -> new InMemoryTokenStore())
                .registerTransactionManager(AcceptedBoots.GROUP, _ -> NoTransactionManager.INSTANCE)
                .registerPooledStreamingEventProcessorConfiguration(
                        AcceptedBoots.GROUP,
                        (_, processor) ->
                                processor.initialSegmentCount(1).initialToken(StreamableMessageSource::createHeadToken))
                .registerEventHandler(_ -> new AcceptedBoots(housekeeping.getObject()));
    }
}
