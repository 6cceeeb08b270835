package dev.csms.query;

import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole query side. Needs a {@code DataSource} with the tables of this module, the event store, Axon's tokens and
 * dead letters, and a transaction manager that Axon's event processors use.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = QueryConfiguration.class)
public class QueryConfiguration {

    /** Event handlers, each in its processing group. How these run is for whoever runs them to say. */
    @Bean
    ConfigurerModule projections(JdbcOperations db) {
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
    ProjectionProgress projectionProgress(JdbcClient db, JsonMapper json) {
        return new ProjectionProgress(
                db, json, Projections.ALL.stream().map(Projection::group).toList(), Clock.systemUTC());
    }
}
