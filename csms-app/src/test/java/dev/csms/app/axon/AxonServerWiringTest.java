package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsApplication;
import dev.csms.app.CsmsTest;
import dev.csms.app.eventstore.Appender;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.app.eventstore.UncachedRepository;
import dev.csms.domain.Domain;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

/** What a property chooses, without a server to connect to: nothing is started here. */
@SpringBootTest(
        classes = {CsmsApplication.class, AxonServerWiringTest.NothingStarts.class},
        webEnvironment = WebEnvironment.MOCK,
        properties = {
            "axon.axonserver.enabled=true",
            "axon.axonserver.servers=localhost:1",
            "spring.main.lazy-initialization=true",
            "csms.ocpp.port=0",
            "csms.ocpp.tls.port=-1",
            "csms.ocpp.tls.client-certificate-port=-1",
            "csms.welcome=false"
        })
@ContextConfiguration(initializers = CsmsTest.OwnDatabase.class)
class AxonServerWiringTest {

    @Autowired
    ApplicationContext context;

    @Test
    void events_and_commands_go_to_the_server() {
        assertThat(context.getBean(EventStore.class)).isInstanceOf(AxonServerEventStore.class);
        assertThat(context.getBean(CommandBus.class)).isInstanceOf(AxonServerCommandBus.class);
        assertThat(context.getBean(Configuration.class).eventSerializer()).isInstanceOf(EventSerializer.class);
        assertThat(context.getBeanNamesForType(Appender.class)).isEmpty();
    }

    @Test
    void nothing_is_cached_that_the_server_does_not_check() {
        Configuration axon = context.getBean(Configuration.class);

        for (Class<?> aggregate : Domain.aggregates()) {
            assertThat(axon.repository(aggregate)).isInstanceOf(UncachedRepository.class);
        }
    }

    @Test
    void postgresql_stays_the_read_side() {
        assertThat(context.getBean(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class NothingStarts {

        @Bean
        LifecycleProcessor lifecycleProcessor() {
            return new LifecycleProcessor() {
                @Override
                public void onRefresh() {}

                @Override
                public void onClose() {}

                @Override
                public void start() {}

                @Override
                public void stop() {}

                @Override
                public boolean isRunning() {
                    return false;
                }
            };
        }
    }
}
