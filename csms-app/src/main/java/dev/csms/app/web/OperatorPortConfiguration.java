package dev.csms.app.web;

import dev.csms.app.CsmsSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperatorPortConfiguration {

    private final List<OperatorPort> ports = new CopyOnWriteArrayList<>();

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> operatorPort(CsmsSettings settings) {
        return factory -> {
            factory.setProtocol(OperatorPort.class.getName());
            factory.addConnectorCustomizers(connector -> {
                OperatorPort port = (OperatorPort) connector.getProtocolHandler();
                port.setMostOfOneSource(settings.web().connectionsPerSource());
                ports.add(port);
            });
        };
    }

    @Bean
    MeterBinder connectionsOfOperators() {
        return meters -> {
            counter("late", OperatorPort::late).register(meters);
            counter("crowded", OperatorPort::crowded).register(meters);
            Gauge.builder("csms.connections", ports, all -> sum(all, OperatorPort::connections))
                    .description("connections to the port for operators")
                    .register(meters);
        };
    }

    private FunctionCounter.Builder<List<OperatorPort>> counter(String reason, ToDoubleFunction<OperatorPort> count) {
        return FunctionCounter.builder("csms.connections.refused", ports, all -> sum(all, count))
                .description("connections to the port for operators that were closed without an answer")
                .tag("reason", reason);
    }

    private static double sum(List<OperatorPort> ports, ToDoubleFunction<OperatorPort> value) {
        return ports.stream().mapToDouble(value).sum();
    }
}
