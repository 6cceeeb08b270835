package dev.csms.app.startup;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Spring's usual context, but that its web server is made when somebody says so, instead of before all else. */
final class LateWebServer extends AnnotationConfigServletWebServerApplicationContext {

    @Override
    protected void onRefresh() {
        if (!isLate()) {
            make();
        }
    }

    /** A management port of its own has a context of its own, which wants what is this one's web server's. */
    private boolean isLate() {
        return getBeanNamesForType(ChargePointsFirst.class).length > 0
                && ManagementPortType.get(getEnvironment()) != ManagementPortType.DIFFERENT;
    }

    void make() {
        super.onRefresh();
    }

    /** What Spring starts by itself where these are there in time. */
    void open() {
        Stream.of("webServerStartStop", "webServerGracefulShutdown")
                .forEach(name -> getBean(name, SmartLifecycle.class).start());
    }

    /** Named in {@code META-INF/spring.factories}. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Factory implements ApplicationContextFactory {

        @Override
        public @Nullable ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
            return type == WebApplicationType.SERVLET ? new LateWebServer() : null;
        }
    }
}
