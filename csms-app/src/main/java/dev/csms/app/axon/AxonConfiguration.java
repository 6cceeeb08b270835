package dev.csms.app.axon;

import dev.csms.app.CsmsSettings;
import dev.csms.app.database.ConnectionPools;
import dev.csms.app.eventstore.Coherence;
import dev.csms.app.eventstore.EventNames;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.app.eventstore.MessageJson;
import dev.csms.app.eventstore.NumberSource;
import dev.csms.app.eventstore.PostgresReservationIds;
import dev.csms.app.eventstore.PostgresTransactionIds;
import dev.csms.app.eventstore.SnapshotsOfToday;
import dev.csms.domain.Aggregates;
import dev.csms.domain.Domain;
import dev.csms.domain.FactLog;
import dev.csms.domain.certificate.SigningRequests;
import dev.csms.domain.reservation.ReservationIds;
import dev.csms.domain.transaction.TransactionIds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Commands, aggregates and how they are written. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    AxonConfiguration() {
        // PostgreSQL keeps microseconds, and an event is read as it was written
        GenericEventMessage.clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    // ---- as JSON

    @Bean
    @Primary
    Serializer serializer() {
        return MessageJson.serializer();
    }

    @Bean
    @Qualifier("messageSerializer")
    Serializer messageSerializer() {
        return MessageJson.serializer();
    }

    @Bean
    EventNames eventNames() {
        return new EventNames(Domain.events());
    }

    @Bean
    @Qualifier("eventSerializer")
    EventSerializer eventSerializer(EventNames names) {
        return new EventSerializer(names);
    }

    /** What turns events of older revisions into those of today, in this order. */
    @Bean
    EventUpcasterChain eventUpcasters() {
        return new EventUpcasterChain();
    }

    @Bean
    SnapshotFilter snapshotFilter() {
        return new SnapshotsOfToday();
    }

    /** Axon's own one asks for a class of exceptions that PostgreSQL's driver never throws. */
    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return exception -> Stream.<Throwable>iterate(exception, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && "23505".equals(sql.getSQLState()));
    }

    // ---- commands

    @Bean
    CorrelationDataProvider provenanceOfMessages(CsmsSettings settings) {
        return new ProvenanceOfMessages(settings.node());
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(new ConflictRetry())
                .build();
    }

    // ---- the domain

    @Bean
    NumberSource numberSource(ConnectionPools pools, CsmsSettings settings, ObjectProvider<Coherence> coherence) {
        Coherence known = coherence.getIfAvailable();
        return new NumberSource(
                pools.commands(), settings.eventStore().patience(), known == null ? () -> 0 : known::restarts);
    }

    @Bean
    TransactionIds transactionIds(NumberSource numbers) {
        return new PostgresTransactionIds(numbers);
    }

    @Bean
    ReservationIds reservationIds(NumberSource numbers) {
        return new PostgresReservationIds(numbers);
    }

    /** For those who ask outside of commands. */
    @Bean
    Aggregates aggregates(ObjectProvider<Configuration> axon) {
        return new RegisteredAggregates(axon::getObject);
    }

    @Bean
    ConfigurerModule domain(
            TransactionIds transactionIds,
            ReservationIds reservationIds,
            SigningRequests signingRequests,
            Repositories repositories,
            CsmsSettings settings) {
        return configurer -> {
            for (Class<?> aggregate : Domain.aggregates()) {
                configurer.configureAggregate(configured(aggregate, repositories));
            }
            configurer.onInitialize(axon -> axon.onStart(
                    Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                    () -> subscribe(axon, transactionIds, reservationIds, signingRequests, settings)));
        };
    }

    private static void subscribe(
            Configuration axon,
            TransactionIds transactionIds,
            ReservationIds reservationIds,
            SigningRequests signingRequests,
            CsmsSettings settings) {
        List<Object> handlers = Domain.commandHandlers(
                new RegisteredAggregates(() -> axon),
                new FactLog(axon.eventBus()),
                transactionIds,
                reservationIds,
                settings.authorization().unknownIdTag(),
                signingRequests,
                settings.credentials().oldKeyValidity());
        for (Object handler : handlers) {
            new AnnotationCommandHandlerAdapter<>(
                            handler, axon.parameterResolverFactory(), axon.handlerDefinition(handler.getClass()))
                    .subscribe(axon.commandBus());
        }
    }

    private static <T> AggregateConfigurer<T> configured(Class<T> type, Repositories repositories) {
        AggregateConfigurer<T> aggregate = AggregateConfigurer.defaultConfiguration(type);
        aggregate.configureCommandTargetResolver(_ -> new CommandTargets());
        aggregate.configureRepository(axon -> repositories.of(
                EventSourcingRepository.builder(type)
                        .parameterResolverFactory(axon.parameterResolverFactory())
                        .handlerDefinition(axon.handlerDefinition(type))
                        .aggregateFactory(aggregate.aggregateFactory())
                        .eventStore(axon.eventStore())
                        .repositoryProvider(axon::repository),
                axon));
        return aggregate;
    }
}
