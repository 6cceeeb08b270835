package dev.csms.app.key;

import dev.csms.app.CsmsSettings;
import dev.csms.app.database.DatabaseRights;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    /** The key is not among the settings, so that nothing that shows settings shows it. */
    @Bean
    Keyring keyring(DataSource database, Environment environment, CsmsSettings settings, DatabaseRights databaseFirst) {
        return Keyring.open(
                database,
                () -> InstallationKey.open(environment.getProperty("csms.installation-key"), settings.dataDirectory()));
    }

    @Bean
    DerivedKeys derivedKeys(Keyring keyring) {
        return keyring.derived();
    }

    @Bean
    KeyVerifiers keyVerifiers(DerivedKeys keys, MeterRegistry meters) {
        return new KeyVerifiers(keys, meters);
    }
}
