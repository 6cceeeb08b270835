package dev.csms.ocpp.v16;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.csms.domain.Aggregates;
import dev.csms.domain.Domain;
import dev.csms.domain.FactLog;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.RequestFault;
import dev.csms.domain.certificate.SigningRequests;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.transaction.TransactionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.MultiCorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.Repository;
import org.slf4j.LoggerFactory;

/** The whole domain on an event store in memory, for tests that talk to it as charge points do. */
final class RunningDomain implements Aggregates {

    static {
        ((Logger) LoggerFactory.getLogger("org.axonframework")).setLevel(Level.ERROR); // it warns of what is not there
    }

    private final Map<Class<?>, Repository<?>> repositories = new HashMap<>();
    private final List<EventMessage<?>> events = new CopyOnWriteArrayList<>();
    private final CommandGateway commands;
    private volatile boolean storeFails;

    RunningDomain() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new MultiCorrelationDataProvider<>(List.of(
                new MessageOriginProvider(),
                new SimpleCorrelationDataProvider("actor", "chargePoint", "session", "node", "action", "messageId")))));
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(new UniqueStreams()).build();
        store.subscribe(events::addAll);
        Domain.aggregates().forEach(type -> register(type, store, bus));
        AtomicInteger lastId = new AtomicInteger();
        Domain.commandHandlers(
                        this,
                        new FactLog(store),
                        () -> new TransactionId(lastId.incrementAndGet()),
                        lastId::incrementAndGet,
                        UnknownIdTags.INVALID,
                        RunningDomain::judge,
                        Duration.ofDays(1))
                .forEach(handler -> new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus));
        commands = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    /** Requests for certificates prove nothing here. */
    private static SigningRequests.Verdict judge(CertificateAuthority.Order order) {
        return order.signingRequest().startsWith("-----BEGIN CERTIFICATE REQUEST-----\n")
                ? new SigningRequests.Verdict.Good(
                        "CN=CP-1", "EC", 256, order.signingRequest().getBytes(StandardCharsets.UTF_8))
                : new SigningRequests.Verdict.Bad(RequestFault.UNREADABLE, "no request");
    }

    private <T> void register(Class<T> type, EmbeddedEventStore store, SimpleCommandBus bus) {
        Repository<T> repository =
                EventSourcingRepository.builder(type).eventStore(store).build();
        repositories.put(type, repository);
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(type)
                .repository(repository)
                .build()
                .subscribe(bus);
    }

    CommandGateway commands() {
        return commands;
    }

    /** All of a type that have been stored, oldest first. */
    <E> List<E> events(Class<E> type) {
        return events.stream()
                .map(EventMessage::getPayload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<EventMessage<?>> messages() {
        return List.copyOf(events);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Repository<T> repository(Class<T> type) {
        return (Repository<T>) repositories.get(type);
    }

    @Override
    public <T, R> Optional<R> ask(Class<T> type, Object identifier, Function<T, R> question) {
        if (!CurrentUnitOfWork.isStarted()) {
            return DefaultUnitOfWork.startAndGet(new GenericMessage<>("question"))
                    .executeWithResult(() -> ask(type, identifier, question))
                    .getPayload();
        }
        try {
            return Optional.of(repository(type).load(identifier.toString()).invoke(question));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Lets the store refuse everything, as one does whose disk is full. */
    void failToStore(boolean fail) {
        storeFails = fail;
    }

    /** As the real store does, it takes the first event of a stream once. */
    private final class UniqueStreams extends InMemoryEventStorageEngine {

        @Override
        public void appendEvents(List<? extends EventMessage<?>> messages) {
            if (storeFails) {
                throw new EventStoreException("no space left on device");
            }
            for (EventMessage<?> message : messages) {
                if (message instanceof DomainEventMessage<?> event
                        && event.getSequenceNumber() == 0
                        && lastSequenceNumberFor(event.getAggregateIdentifier()).isPresent()) {
                    throw new AggregateStreamCreationException(event.getAggregateIdentifier());
                }
            }
            super.appendEvents(messages);
        }
    }
}
