package dev.csms.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.PlainRequests;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.transaction.TransactionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ModuleConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** The whole domain on an event store in memory: given commands, when a command, then its events and its answer. */
public final class DomainFixture implements AutoCloseable {

    private final Configuration axon;
    private final CommandGateway commands;
    private final List<Object> events = new ArrayList<>();
    private @Nullable Object answer;

    public DomainFixture() {
        this(UnknownIdTags.INVALID);
    }

    public DomainFixture(UnknownIdTags unknownIdTags) {
        this(unknownIdTags, Duration.ofDays(1));
    }

    public DomainFixture(UnknownIdTags unknownIdTags, Duration oldKeyValidity) {
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false).configureEmbeddedEventStore(c -> new UniqueEvents());
        Domain.aggregates()
                .forEach(type -> configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(type)));
        AtomicInteger lastId = new AtomicInteger();
        configurer.registerModule(new ModuleConfiguration() {
            @Override
            public void initialize(Configuration configuration) {
                // the handlers need the repositories, which exist from here on
                configuration.onStart(() -> Domain.commandHandlers(
                                new Loaded(configuration),
                                new FactLog(configuration.eventBus()),
                                () -> new TransactionId(lastId.incrementAndGet()),
                                lastId::incrementAndGet,
                                unknownIdTags,
                                new PlainRequests(),
                                oldKeyValidity)
                        .forEach(handler -> new AnnotationCommandHandlerAdapter<>(
                                        handler, configuration.parameterResolverFactory())
                                .subscribe(configuration.commandBus())));
            }
        });
        axon = configurer.start();
        commands = axon.commandGateway();
        axon.eventBus()
                .subscribe(batch -> batch.stream().map(Message::getPayload).forEach(events::add));
    }

    public DomainFixture given(Object... earlier) {
        for (Object command : earlier) {
            commands.sendAndWait(command);
        }
        events.clear();
        return this;
    }

    public DomainFixture when(Object command) {
        events.clear();
        answer = commands.sendAndWait(command);
        return this;
    }

    public DomainFixture expectEvents(Object... expected) {
        assertThat(events).containsExactly(expected);
        return this;
    }

    public DomainFixture expectNoEvents() {
        assertThat(events).isEmpty();
        return this;
    }

    public DomainFixture expectEventTypes(Class<?>... types) {
        assertThat(events).extracting(Object::getClass).isEqualTo(List.of(types));
        return this;
    }

    public DomainFixture expectAnswer(@Nullable Object expected) {
        assertThat(answer).isEqualTo(expected);
        return this;
    }

    /** The answer to the last command. */
    @SuppressWarnings("unchecked") // a test knows what it asks for
    public <A> A answer() {
        return (A) Objects.requireNonNull(answer);
    }

    /** The events of a type that the last command led to. */
    public <E> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The one event of a type that the last command led to. */
    public <E> E event(Class<E> type) {
        List<E> found = all(type);
        assertThat(found)
                .as("events of type %s among %s", type.getSimpleName(), events)
                .hasSize(1);
        return found.getFirst();
    }

    /** Whether the last command led to an event of a type. */
    public boolean has(Class<?> type) {
        return events.stream().anyMatch(type::isInstance);
    }

    @Override
    public void close() {
        axon.shutdown();
    }

    /** Refuses, as every real event store does, a second event of the same aggregate and sequence number. */
    private static final class UniqueEvents extends InMemoryEventStorageEngine {

        private final Set<String> taken = new HashSet<>();

        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            for (EventMessage<?> event : events) {
                if (event instanceof DomainEventMessage<?> domainEvent
                        && !taken.add(domainEvent.getAggregateIdentifier() + "#" + domainEvent.getSequenceNumber())) {
                    throw new AggregateStreamCreationException(
                            "taken: " + domainEvent.getAggregateIdentifier(), new IllegalStateException("not unique"));
                }
            }
            super.appendEvents(events);
        }
    }

    private record Loaded(Configuration axon) implements Aggregates {

        @Override
        public <T> Repository<T> repository(Class<T> type) {
            return axon.repository(type);
        }

        @Override
        public <T, R> Optional<R> ask(Class<T> type, Object identifier, Function<T, R> question) {
            try {
                return Optional.of(repository(type).load(identifier.toString()).invoke(question));
            } catch (AggregateNotFoundException e) {
                return Optional.empty();
            }
        }
    }
}
