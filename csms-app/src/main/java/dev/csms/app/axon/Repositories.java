package dev.csms.app.axon;

import dev.csms.app.eventstore.AskingRepository;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventSourcingRepository;

/** Makes the repository of a type of aggregates, as the event store allows. */
interface Repositories {

    int EVENTS_BETWEEN_SNAPSHOTS = 100;

    <T> AskingRepository<T> of(EventSourcingRepository.Builder<T> builder, Configuration axon);
}
