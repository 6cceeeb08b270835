package dev.csms.query;

import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.projection.ProjectionRebuild;
import dev.csms.query.projection.Rebuilds;
import dev.csms.query.projection.TrackedLog;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole query side. Needs a {@code DataSource} with the tables of this module, the event store, Axon's tokens and
 * dead letters, and {@link QueryDatabases} that lead there too; Axon's {@code EventStore}, and an {@link TrackedLog} that
 * tells of it; and the {@code TransactionManager} that Axon's event processors use.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = QueryConfiguration.class)
public class QueryConfiguration {

    /** Event handlers, each in its processing group. How these run is for whoever runs them to say. */
    @Bean
    ConfigurerModule projections(QueryDatabases databases) {
        JdbcOperations db = new JdbcTemplate(databases.projections());
        return axon -> {
            for (Projection projection : Projections.ALL) {
                EventRows rows = EventRows.live(projection.group(), db);
                for (Object handler : projection.handlers().apply(rows)) {
                    axon.eventProcessing().registerEventHandler(_ -> handler);
                }
            }
        };
    }

    @Bean
    ProjectionProgress projectionProgress(
            JdbcClient db,
            JsonMapper json,
            TrackedLog log,
            ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new ProjectionProgress(
                db,
                json,
                log,
                Projections.ALL.stream().map(Projection::group).toList(),
                group -> axon.getObject()
                        .eventProcessingConfiguration()
                        .eventProcessor(group, StreamingEventProcessor.class)
                        .map(StreamingEventProcessor::processingStatus)
                        .map(segments -> position(segments, log))
                        .orElse(OptionalLong.empty()),
                Clock.systemUTC());
    }

    /** Of several segments the one that is behind; empty if none is read here. */
    private static OptionalLong position(Map<Integer, EventTrackerStatus> segments, TrackedLog log) {
        return segments.values().stream()
                .mapToLong(segment -> segment.getCurrentPosition().orElse(log.beginning()))
                .min();
    }

    @Bean
    ProjectionRebuild projectionRebuild(
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            QueryDatabases databases,
            DataSource usual,
            ProjectionProgress progress,
            Pressure pressure) {
        return new ProjectionRebuild(events, transactions, databases.projections(), usual, progress, pressure);
    }

    @Bean
    Rebuilds rebuilds(ProjectionRebuild rebuild, JdbcClient db) {
        return new Rebuilds(rebuild, db);
    }
}
