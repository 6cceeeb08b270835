package dev.csms.app.localauthlist;

import dev.csms.app.CsmsSettings;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.ocpp.v16.OperationDispatcher;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.localauthlist.LocalAuthListQueries;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
        name = {"csms.housekeeping.enabled", "csms.local-auth-list.auto-sync"},
        matchIfMissing = true)
class LocalAuthListConfiguration {

    @Bean
    RegularWork keepingOfLocalAuthLists(
            LocalAuthListQueries lists,
            IdTagQueries idTags,
            WantedEntries wanted,
            CommandGateway commands,
            OperationDispatcher dispatcher,
            InstantSource clock,
            CsmsSettings settings) {
        Duration period = settings.localAuthList().period();
        ListKeeper keeper = new ListKeeper(lists, idTags, wanted, commands, dispatcher, clock, period);
        return new RegularWork("keeping local authorization lists", period, keeper::look);
    }
}
