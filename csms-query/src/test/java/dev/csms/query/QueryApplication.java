package dev.csms.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.csms.query.graphql.QueryBounds;
import dev.csms.query.projection.PostgresLog;
import dev.csms.query.projection.ProcessingTables;
import dev.csms.query.projection.TrackedLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The query side alone: its events come from memory, everything else is as in the running product. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(QueryConfiguration.class)
class QueryApplication {

    static final int BATCH_SIZE = 500;

    /** One server for all tests of this JVM; it ends with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                JdbcClient.create(server.getPostgresDatabase())
                        .sql("create role csms_app login password 'csms_app'")
                        .update();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The role that owns the tables, as which tests change them. */
    static DataSource owner() {
        return Server.POSTGRES.getPostgresDatabase();
    }

    @Bean
    TrackedLog trackedLog(JdbcClient db) {
        return new PostgresLog(db);
    }

    /** As in the running product: the owner migrates, and the application may do little. */
    @Bean
    FlywayMigrationStrategy migrations() {
        return flyway -> {
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .dataSource(owner())
                    .load()
                    .migrate();
            JdbcClient db = JdbcClient.create(owner());
            db.sql("select allow_rebuild(string_to_array(:tables, ','))")
                    .param(
                            "tables",
                            Projections.ALL.stream()
                                    .flatMap(projection -> projection.tables().stream())
                                    .collect(Collectors.joining(",")))
                    .query((row, _) -> true)
                    .list();
            db.sql("select grant_to_application('csms_app')")
                    .query((row, _) -> true)
                    .list();
        };
    }

    @Bean(destroyMethod = "close")
    StatementLog dataSource() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(Server.POSTGRES.getJdbcUrl("csms_app", "postgres"));
        pool.setPassword("csms_app");
        pool.setMaximumPoolSize(20);
        return new StatementLog(pool);
    }

    @Bean
    QueryDatabases databases(DataSource dataSource) {
        return new QueryDatabases(dataSource, dataSource);
    }

    @Bean(initMethod = "start", destroyMethod = "shutdown")
    Configuration axon(
            List<ConfigurerModule> modules, EventLog events, DataSource dataSource, TransactionManager manager) {
        ConnectionProvider connections =
                new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
        Serializer serializer = Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(
                        json -> json.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.")
                                .build()))
                .build();
        Configurer axon = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(_ -> serializer)
                .configureEventSerializer(_ -> serializer)
                .configureTransactionManager(_ -> manager)
                .registerComponent(
                        TokenStore.class,
                        _ -> JdbcTokenStore.builder()
                                .connectionProvider(connections)
                                .serializer(serializer)
                                .schema(ProcessingTables.tokens())
                                .build());
        axon.eventProcessing()
                .configureDefaultStreamableMessageSource(_ -> events)
                .usingPooledStreamingEventProcessors((_, processor) ->
                        processor.initialSegmentCount(1).batchSize(BATCH_SIZE).tokenClaimInterval(200))
                .registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance())
                .registerDeadLetterQueueProvider(group -> _ -> deadLetters(group, connections, manager, serializer));
        // without it, each event of each group asks the database whether its like is parked
        Projections.ALL.forEach(projection -> axon.eventProcessing()
                .registerDeadLetteringEventHandlerInvokerConfiguration(
                        projection.group(), (_, invoker) -> invoker.enableSequenceIdentifierCache()));
        modules.forEach(module -> module.configureModule(axon));
        return axon.buildConfiguration();
    }

    private static JdbcSequencedDeadLetterQueue<EventMessage<?>> deadLetters(
            String group, ConnectionProvider connections, TransactionManager transactions, Serializer serializer) {
        return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                .processingGroup(group)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .genericSerializer(serializer)
                .eventSerializer(serializer)
                .schema(ProcessingTables.deadLetters())
                .build();
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /** Everybody may everything, unless a header says otherwise. */
    @Bean
    TestCallers callers() {
        return new TestCallers();
    }

    @Bean
    RefusalLog refusals() {
        return new RefusalLog();
    }

    /** A query has time for a machine that stands still for a while; one test waits until it is over. */
    @Bean
    QueryBounds bounds() {
        return new QueryBounds(Duration.ofSeconds(8), 64, 0, 2);
    }

    @Bean
    TestPressure pressure() {
        return new TestPressure();
    }

    @Bean
    EventLog eventLog(JdbcClient db) {
        return new EventLog(db);
    }
}
