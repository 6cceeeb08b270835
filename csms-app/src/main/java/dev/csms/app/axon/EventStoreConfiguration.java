package dev.csms.app.axon;

import dev.csms.app.CsmsSettings;
import dev.csms.app.database.ConnectionPools;
import dev.csms.app.database.DatabaseRights;
import dev.csms.app.eventstore.AggregateCache;
import dev.csms.app.eventstore.Appender;
import dev.csms.app.eventstore.AskingRepository;
import dev.csms.app.eventstore.Coherence;
import dev.csms.app.eventstore.CoherentRepository;
import dev.csms.app.eventstore.ConfirmingInterceptor;
import dev.csms.app.eventstore.ConnectionOpener;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.app.eventstore.EventTail;
import dev.csms.app.eventstore.PostgresEventStorageEngine;
import dev.csms.app.eventstore.PostgresEventStore;
import dev.csms.app.eventstore.SnapshotJson;
import dev.csms.app.eventstore.Snapshots;
import dev.csms.app.eventstore.StoreStrain;
import dev.csms.domain.Provenance;
import dev.csms.query.projection.PostgresLog;
import dev.csms.query.projection.TrackedLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The event store on PostgreSQL, with the aggregates that may be cached because of it. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false", matchIfMissing = true)
class EventStoreConfiguration {

    /** Connections that are kept: not from the pool, which others may exhaust. */
    @Bean
    ConnectionOpener eventStoreConnections(JdbcConnectionDetails details) {
        return () -> open(details);
    }

    private static java.sql.Connection open(JdbcConnectionDetails details) throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(details.getJdbcUrl());
        database.setUser(details.getUsername());
        database.setPassword(details.getPassword());
        database.setApplicationName("csms-event-store");
        database.setConnectTimeout(3);
        database.setSocketTimeout(10);
        database.setTcpKeepAlive(true);
        database.setPrepareThreshold(1);
        return database.getConnection();
    }

    @Bean
    AggregateCache aggregateCache(CsmsSettings settings) {
        return new AggregateCache(settings.eventStore().cachedAggregates());
    }

    @Bean
    Coherence coherence(AggregateCache cache) {
        return new Coherence(cache);
    }

    @Bean
    EventTail eventTail(ConnectionOpener connections) {
        return new EventTail(connections);
    }

    @Bean
    Appender appender(
            ConnectionOpener connections,
            Coherence coherence,
            EventTail tail,
            CsmsSettings settings,
            MeterRegistry meters,
            DatabaseRights databaseFirst) {
        Appender appender =
                new Appender(connections, coherence, tail, settings.eventStore().patience(), meters);
        appender.start();
        tail.start(appender);
        return appender;
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            ConnectionPools pools,
            Appender appender,
            EventTail tail,
            @Qualifier("eventSerializer") EventSerializer events,
            EventUpcasterChain upcasters,
            SnapshotFilter snapshotFilter,
            PersistenceExceptionResolver resolver,
            CsmsSettings settings) {
        PostgresEventStorageEngine.Builder engine = PostgresEventStorageEngine.builder(
                pools.commands(),
                appender,
                tail,
                event -> event.getMetaData().get(Provenance.CHARGE_POINT) instanceof String identity ? identity : null,
                settings.eventStore().patience());
        engine.eventSerializer(events);
        engine.snapshotSerializer(SnapshotJson.serializer());
        engine.upcasterChain(upcasters);
        engine.snapshotFilter(snapshotFilter);
        engine.persistenceExceptionResolver(resolver);
        return engine.build();
    }

    @Bean
    PostgresEventStore eventStore(PostgresEventStorageEngine engine, EventTail tail) {
        return PostgresEventStore.of(engine, tail);
    }

    @Bean
    StoreStrain storeStrain(Appender appender, EventTail tail) {
        return new StoreStrain() {
            @Override
            public Duration longestWait() {
                return appender.longestWait();
            }

            @Override
            public Duration away() {
                Duration trouble = appender.trouble();
                Duration silence = tail.silence();
                return trouble.compareTo(silence) > 0 ? trouble : silence;
            }
        };
    }

    @Bean
    TrackedLog trackedLog(JdbcClient db) {
        return new PostgresLog(db);
    }

    @Bean
    Snapshots snapshots(PostgresEventStorageEngine engine) {
        return new Snapshots(engine, Repositories.EVENTS_BETWEEN_SNAPSHOTS);
    }

    @Bean
    Repositories repositories(AggregateCache cache, Coherence coherence, Appender appender, Snapshots snapshots) {
        return new Repositories() {
            @Override
            public <T> AskingRepository<T> of(EventSourcingRepository.Builder<T> builder, Configuration axon) {
                return new CoherentRepository<>(
                        builder, PessimisticLockFactory.usingDefaults(), cache, coherence, appender, snapshots);
            }
        };
    }

    /** Without a transaction: while a command is handled and waits for its append, it holds no connection. */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(CorrelationDataProvider provenance, Appender appender) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.INSTANCE)
                .build();
        // outermost, so that it sees how the command ended
        bus.registerHandlerInterceptor(new ConfirmingInterceptor(appender));
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(provenance));
        return bus;
    }
}
