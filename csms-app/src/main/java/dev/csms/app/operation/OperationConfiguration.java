package dev.csms.app.operation;

import dev.csms.app.eventstore.NumberSource;
import dev.csms.app.eventstore.PostgresChargingProfileIds;
import dev.csms.app.eventstore.PostgresRequestIds;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.domain.Provenance;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.domain.operation.RequestIds;
import dev.csms.ocpp.v16.OperationDispatcher;
import dev.csms.query.operation.OperationQueries;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets every node hear, from its start on, of operations that it may have to send, and gives out what they name. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);
    private static final int AT_ONCE = 500;

    /** Long enough for a projection that is behind; who comes back later hears when it boots. */
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    @Bean
    ChargingProfileIds chargingProfileIds(NumberSource numbers) {
        return new PostgresChargingProfileIds(numbers);
    }

    @Bean
    RequestIds requestIds(NumberSource numbers) {
        return new PostgresRequestIds(numbers);
    }

    @Bean
    ConfigurerModule operationCalls(ObjectProvider<OperationDispatcher> dispatcher) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new OperationCalls(dispatcher.getObject()));
    }

    /** Lets operations leave that were held back until now. Each node sees to the charge points that it has. */
    @Bean
    RegularWork releaseOfOperations(OperationQueries operations, OperationDispatcher dispatcher, InstantSource clock) {
        return new RegularWork(
                "releasing operations that were held back",
                PAUSE,
                () -> operations
                        .chargePointsOfReleased(clock.instant().minus(A_MOMENT), clock.instant())
                        .forEach(dispatcher::nudge));
    }

    /**
     * Gives up, on time, the operations of charge points that do not come back. Every node does it: giving up twice is
     * giving up once.
     */
    @Bean
    RegularWork endOfOperations(OperationQueries operations, CommandGateway commands, InstantSource clock) {
        return new RegularWork(
                "giving up operations past their deadlines",
                PAUSE,
                () -> operations
                        .chargePointsOfOverdue(clock.instant(), UNDER_WAY, AT_ONCE)
                        .forEach(chargePoint -> commands.sendAndWait(
                                new GiveUpOperations(chargePoint, clock.instant()), Provenance.ofSystem(chargePoint))));
    }
}
