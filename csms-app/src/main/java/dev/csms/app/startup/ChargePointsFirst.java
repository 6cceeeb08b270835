package dev.csms.app.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.MethodMetadata;

/**
 * Charge points that have lost their connection wait at the door; those who ask questions can wait a second longer. What
 * only these need, from the web server to the GraphQL schema, is therefore made when charge points have been let in, and
 * before it is said that all is ready: an error in it still ends the start.
 */
@Configuration(proxyBeanMethods = false)
class ChargePointsFirst {

    private static final int AFTER_CHARGE_POINTS = Integer.MAX_VALUE - 8;

    /** Beans of these are made later, but for what others need of them. */
    private static final List<String> FOR_PEOPLE = List.of(
            "org.springframework.boot.actuate.",
            "org.springframework.boot.graphql.",
            "org.springframework.boot.health.",
            "org.springframework.boot.http.",
            "org.springframework.boot.security.",
            "org.springframework.boot.servlet.",
            "org.springframework.boot.tomcat.",
            "org.springframework.boot.web.",
            "org.springframework.boot.webmvc.",
            "org.springframework.boot.websocket.",
            "org.springframework.graphql.",
            "org.springframework.security.",
            "org.springframework.web.",
            "dev.csms.app.access.",
            "dev.csms.app.operator.",
            "dev.csms.query.graphql.");

    @Bean
    static Later later() {
        return new Later();
    }

    static final class Later implements BeanFactoryPostProcessor {

        private final List<String> names = new ArrayList<>();

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
            for (String name : beans.getBeanDefinitionNames()) {
                BeanDefinition bean = beans.getBeanDefinition(name);
                if (bean.isSingleton() && !bean.isAbstract() && !bean.isLazyInit() && isForPeople(bean)) {
                    bean.setLazyInit(true);
                    names.add(name);
                }
            }
        }

        private static boolean isForPeople(BeanDefinition bean) {
            return origin(bean)
                    .filter(origin -> FOR_PEOPLE.stream().anyMatch(origin::startsWith))
                    .isPresent();
        }

        /** The class that has the method which makes it, or else its own. */
        private static Optional<String> origin(BeanDefinition bean) {
            MethodMetadata method =
                    bean instanceof AnnotatedBeanDefinition annotated ? annotated.getFactoryMethodMetadata() : null;
            return Optional.ofNullable(method == null ? bean.getBeanClassName() : method.getDeclaringClassName());
        }

        void make(ConfigurableListableBeanFactory beans) {
            List<String> missing = names.stream()
                    .filter(name -> !beans.containsSingleton(name))
                    .toList();
            for (String name : missing) {
                if (beans.getBean(name) instanceof SmartInitializingSingleton bean) {
                    bean.afterSingletonsInstantiated();
                }
            }
        }
    }

    @Bean
    SmartLifecycle peopleBeforeReady(Later later, ConfigurableApplicationContext context) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                if (context instanceof LateWebServer server && server.getWebServer() == null) {
                    server.make();
                    later.make(context.getBeanFactory());
                    server.open();
                } else {
                    later.make(context.getBeanFactory());
                }
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
