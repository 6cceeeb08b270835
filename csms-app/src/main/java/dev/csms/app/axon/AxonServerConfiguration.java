package dev.csms.app.axon;

import dev.csms.app.eventstore.AskingRepository;
import dev.csms.app.eventstore.UncachedRepository;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.Snapshotter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Axon Server as event store and bus: Axon's own auto-configuration supplies both. It does not check what was decided
 * from a cached copy, so none is kept.
 */
@org.springframework.context.annotation.Configuration(value = "axonServerAsStore", proxyBeanMethods = false)
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
class AxonServerConfiguration {

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
