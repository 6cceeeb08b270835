package dev.csms.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.WrongSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Whose word is taken for where a request comes from. */
class OperatorPortConfigurationTest {

    private static TomcatServletWebServerFactory configured(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        CsmsSettings settings =
                new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("csms", CsmsSettings.class);
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
        new OperatorPortConfiguration().operatorPort(settings, environment).customize(factory);
        return factory;
    }

    @ParameterizedTest
    @CsvSource({
        "server.forward-headers-strategy, native",
        "server.forward-headers-strategy, NATIVE",
        "server.forward-headers-strategy, framework",
        "server.tomcat.remoteip.remote-ip-header, x-real-ip",
        "server.tomcat.remoteip.protocol-header, x-forwarded-proto",
    })
    void what_takes_anybodys_is_refused(String property, String value) {
        assertThatThrownBy(() -> configured(Map.of(property, value, "csms.web.trusted-proxies", "10.0.0.5")))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage(property + " is " + value
                        + ", by which people could choose the address that is put on record for them: take it out, and"
                        + " name your proxies in csms.web.trusted-proxies");
    }

    @Test
    void without_a_proxy_nobodys_is_taken() {
        assertThat(configured(Map.of("server.forward-headers-strategy", "none")).getEngineValves())
                .isEmpty();
    }

    @Test
    void a_proxy_has_an_address() {
        assertThatCode(() -> configured(Map.of("csms.web.trusted-proxies", "10.0.0.0/8,2001:db8::/32")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> configured(Map.of("csms.web.trusted-proxies", "proxy.example.com")))
                .rootCause()
                .hasMessage("csms.web.trusted-proxies: \"proxy.example.com\" is neither an address nor a network");
    }
}
