package dev.csms.app.operation;

import dev.csms.app.eventstore.PostgresChargingProfileIds;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.ocpp.v16.OperationDispatcher;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
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
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new OperationCalls(dispatcher.getObject()));
    }
}
