package dev.csms.app.key;

import dev.csms.app.CsmsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    /** Not among the settings, so that nothing that shows settings shows it. */
    @Bean
    InstallationKey installationKey(Environment environment, CsmsSettings settings) {
        return InstallationKey.open(environment.getProperty("csms.installation-key"), settings.dataDirectory());
    }

    @Bean
    KeyVerifiers keyVerifiers(InstallationKey key, MeterRegistry meters) {
        return new KeyVerifiers(key, meters);
    }
}
