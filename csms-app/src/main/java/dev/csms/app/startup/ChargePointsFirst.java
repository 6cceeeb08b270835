package dev.csms.app.startup;

import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.util.function.SingletonSupplier;

/**
 * Charge points that have lost their connection wait at the door; those who ask questions can wait half a second longer.
 * The GraphQL schema is therefore put together when charge points have been let in, and before it is said that all is
 * ready: an error in it still ends the start.
 */
@Configuration(proxyBeanMethods = false)
class ChargePointsFirst {

    private static final String SCHEMA = "graphQlSource";
    private static final int AFTER_CHARGE_POINTS = Integer.MAX_VALUE - 8;

    @Bean
    static BeanFactoryPostProcessor schemaLater() {
        return beans -> {
            if (beans.containsBeanDefinition(SCHEMA)) {
                beans.getBeanDefinition(SCHEMA).setLazyInit(true);
            }
        };
    }

    @Bean
    ExecutionGraphQlService executionGraphQlService(ObjectProvider<GraphQlSource> schema, BatchLoaderRegistry batches) {
        Supplier<ExecutionGraphQlService> queries = SingletonSupplier.of(() -> {
            DefaultExecutionGraphQlService service = new DefaultExecutionGraphQlService(schema.getObject());
            service.addDataLoaderRegistrar(batches);
            return service;
        });
        return request -> queries.get().execute(request);
    }

    @Bean
    SmartLifecycle schemaBeforeReady(ObjectProvider<GraphQlSource> schema) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                schema.getObject();
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return AFTER_CHARGE_POINTS;
            }
        };
    }
}
