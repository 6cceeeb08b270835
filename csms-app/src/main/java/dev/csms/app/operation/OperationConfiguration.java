package dev.csms.app.operation;

import dev.csms.app.eventstore.PostgresChargingProfileIds;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.ocpp.v16.OperationDispatcher;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every node hear, from its start on, of operations that it may have to send, and gives out what they name. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    ChargingProfileIds chargingProfileIds(DataSource database) {
        return new PostgresChargingProfileIds(database);
    }

    @Bean
    ConfigurerModule operationCalls(ObjectProvider<OperationDispatcher> dispatcher) {
        return axon -> axon.eventProcessing()
                .registerTokenStore(OperationCalls.GROUP, _ -> new InMemoryTokenStore())
                .registerTransactionManager(OperationCalls.GROUP, _ -> NoTransactionManager.INSTANCE)
                .registerPooledStreamingEventProcessorConfiguration(
                        OperationCalls.GROUP,
                        (_, processor) ->
                                processor.initialSegmentCount(1).initialToken(StreamableMessageSource::createHeadToken))
                .registerEventHandler(_ -> new OperationCalls(dispatcher.getObject()));
    }
}
