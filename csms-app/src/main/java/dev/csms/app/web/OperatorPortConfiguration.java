package dev.csms.app.web;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.ocpp.websocket.TrustedProxies;
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
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class OperatorPortConfiguration {

    private static final List<String> CREDULOUS = List.of(
            "server.forward-headers-strategy",
            "server.tomcat.remoteip.remote-ip-header",
            "server.tomcat.remoteip.protocol-header");

    private final List<OperatorPort> ports = new CopyOnWriteArrayList<>();

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> operatorPort(
            CsmsSettings settings, Environment environment) {
        refuseCredulity(environment);
        TrustedProxies proxies = settings.web().proxies();
        return factory -> {
            factory.setProtocol(OperatorPort.class.getName());
            if (!proxies.networks().isEmpty()) {
                factory.addEngineValves(new BehindProxies(proxies));
            }
            factory.addConnectorCustomizers(connector -> {
                OperatorPort port = (OperatorPort) connector.getProtocolHandler();
                port.setMostOfOneSource(settings.web().connectionsPerSource());
                port.setProxies(proxies);
                ports.add(port);
            });
        };
    }

    /** What others have for this believes anybody, or anybody with a private address: also people in the office. */
    private static void refuseCredulity(Environment environment) {
        for (String property : CREDULOUS) {
            String value = environment.getProperty(property, "none");
            if (!value.equalsIgnoreCase("none")) {
                throw new WrongSettingException(property + " is " + value
                        + ", by which people could choose the address that is put on record for them: take it out, and"
                        + " name your proxies in csms.web.trusted-proxies");
            }
        }
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
