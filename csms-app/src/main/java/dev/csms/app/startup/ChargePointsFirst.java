package dev.csms.app.startup;

import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
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

    private static final String SOURCE = "graphQlSource";
    private static final String SCHEMA = "graphQlSchema";
    private static final int AFTER_CHARGE_POINTS = Integer.MAX_VALUE - 8;

    /** Whoever wants the source while the program starts, the web endpoint for one, gets one that waits to be asked. */
    @Bean
    static BeanDefinitionRegistryPostProcessor schemaLater() {
        return beans -> {
            if (!beans.containsBeanDefinition(SOURCE)) {
                return;
            }
            BeanDefinition schema = beans.getBeanDefinition(SOURCE);
            schema.setLazyInit(true);
            schema.setAutowireCandidate(false);
            beans.removeBeanDefinition(SOURCE);
            beans.registerBeanDefinition(SCHEMA, schema);
            beans.registerBeanDefinition(SOURCE, new RootBeanDefinition(SourceWhenAsked.class));
        };
    }

    /** The schema, put together at the first question. */
    static final class SourceWhenAsked implements GraphQlSource {

        private final BeanFactory beans;

        SourceWhenAsked(BeanFactory beans) {
            this.beans = beans;
        }

        @Override
        public GraphQL graphQl() {
            return made().graphQl();
        }

        @Override
        public GraphQLSchema schema() {
            return made().schema();
        }

        private GraphQlSource made() {
            return beans.getBean(SCHEMA, GraphQlSource.class);
        }
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
                schema.getObject().schema();
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
