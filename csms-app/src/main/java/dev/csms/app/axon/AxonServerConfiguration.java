package dev.csms.app.axon;

import dev.csms.app.eventstore.AskingRepository;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.app.eventstore.SnapshotJson;
import dev.csms.app.eventstore.StoreStrain;
import dev.csms.app.eventstore.UncachedRepository;
import dev.csms.query.projection.TrackedLog;
import java.util.concurrent.Executors;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.command.CommandLoadFactorProvider;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Axon Server as event store and bus. It does not check what was decided from a cached copy, so none is kept. What is
 * not said here, Axon's own auto-configuration supplies.
 */
@org.springframework.context.annotation.Configuration(value = "axonServerAsStore", proxyBeanMethods = false)
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class AxonServerConfiguration {

    /** Axon's own one would write snapshots as it writes messages, which is without private fields. */
    @Bean
    AxonServerEventStore eventStore(
            org.axonframework.axonserver.connector.AxonServerConfiguration settings,
            AxonServerConnectionManager connections,
            @Qualifier("eventSerializer") EventSerializer events,
            EventUpcasterChain upcasters,
            SnapshotFilter snapshotFilter) {
        return AxonServerEventStore.builder()
                .configuration(settings)
                .platformConnectionManager(connections)
                .eventSerializer(events)
                .snapshotSerializer(SnapshotJson.serializer())
                .snapshotFilter(snapshotFilter)
                .upcasterChain(upcasters)
                .build();
    }

    @Bean
    TrackedLog trackedLog(EventStore events) {
        return new AxonServerLog(events);
    }

    @Bean
    StoreStrain storeStrain(AxonServerConnectionManager connections) {
        return new AxonServerStrain(() -> connections.isConnected(connections.getDefaultContext()));
    }

    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(CorrelationDataProvider provenance) {
        SimpleCommandBus bus = new HandlingCommandBus();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(provenance));
        return bus;
    }

    /** Each command on a thread of its own: ten that wait for one aggregate must not hold up all others. */
    @Bean
    @Primary
    AxonServerCommandBus travellingCommandBus(
            org.axonframework.axonserver.connector.AxonServerConfiguration settings,
            AxonServerConnectionManager connections,
            @Qualifier("localSegment") CommandBus here,
            @Qualifier("messageSerializer") Serializer messages,
            RoutingStrategy routing,
            CommandLoadFactorProvider loadFactor) {
        AxonServerCommandBus.Builder bus = AxonServerCommandBus.builder();
        bus.configuration(settings);
        bus.axonServerConnectionManager(connections);
        bus.localSegment(here);
        bus.serializer(messages);
        bus.routingStrategy(routing);
        bus.loadFactorProvider(loadFactor);
        bus.executorServiceBuilder((_, _) -> Executors.newVirtualThreadPerTaskExecutor());
        return new TravellingCommandBus(bus);
    }

    @Bean
    Repositories repositories() {
        return new Repositories() {
            @Override
            public <T> AskingRepository<T> of(EventSourcingRepository.Builder<T> builder, Configuration axon) {
                return new UncachedRepository<>(
                        builder.snapshotTriggerDefinition(new EventCountSnapshotTriggerDefinition(
                                axon.getComponent(Snapshotter.class), EVENTS_BETWEEN_SNAPSHOTS)));
            }
        };
    }

    /** Axon's own one for Spring knows only aggregates that are beans. */
    @Bean
    Snapshotter snapshotter(Configuration axon) {
        return new SnapshotsInBackground(axon);
    }
}
