package dev.csms.app.housekeeping;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.Aggregates;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
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
            CommandGateway commands,
            Aggregates aggregates,
            SessionRegistry sessions,
            InstantSource clock,
            CsmsSettings settings) {
        return new Housekeeping(
                commands, aggregates, sessions, clock, settings.housekeeping().delay());
    }

    @Bean
    MissedBoots missedBoots(
            CommandGateway commands, SessionRegistry sessions, InstantSource clock, CsmsSettings settings) {
        return new MissedBoots(commands, sessions, clock, settings.ocpp().bootGrace());
    }

    @Bean
    ConfigurerModule acceptedBoots(ObjectProvider<Housekeeping> housekeeping) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new AcceptedBoots(housekeeping.getObject()));
    }

    @Bean
    ConfigurerModule concludedOperations(
            ObjectProvider<Housekeeping> housekeeping, ObjectProvider<MissedBoots> missedBoots) {
        return axon -> axon.eventProcessing()
                .registerEventHandler(_ -> new ConcludedOperations(housekeeping.getObject(), missedBoots.getObject()));
    }
}
