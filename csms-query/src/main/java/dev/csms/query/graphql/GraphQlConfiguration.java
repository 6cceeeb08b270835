package dev.csms.query.graphql;

import org.dataloader.DataLoaderOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultBatchLoaderRegistry;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** What the schema needs beside its controllers. */
@Configuration(proxyBeanMethods = false)
class GraphQlConfiguration {

    private static final String VIEW = "View";

    @Bean
    RuntimeWiringConfigurer scalarsAndNodes() {
        return wiring -> wiring.scalar(Scalars.DATE_TIME)
                .scalar(Scalars.DECIMAL)
                .scalar(Scalars.LONG)
                .scalar(Scalars.JSON)
                .type("Node", node -> node.typeResolver(it -> it.getSchema().getObjectType(typeName(it.getObject()))));
    }

    /**
     * Loads what is asked for together, and remembers nothing: a subscription has the same loaders for all its pushes,
     * and would show with each what was below its object at the first.
     */
    @Bean
    BatchLoaderRegistry batchLoaders() {
        return new DefaultBatchLoaderRegistry(
                () -> DataLoaderOptions.newOptions().setCachingEnabled(false).build());
    }

    /** A {@code ChargePointView} is shown as a {@code ChargePoint}. */
    private static String typeName(Object view) {
        String name = view.getClass().getSimpleName();
        return name.endsWith(VIEW) ? name.substring(0, name.length() - VIEW.length()) : name;
    }
}
