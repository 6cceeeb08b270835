package dev.csms.app.secret;

import dev.csms.app.key.Keyring;
import dev.csms.domain.secret.Vault;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    Vault vault(DataSource database, Keyring keyring) {
        return new PostgresVault(database, keyring);
    }
}
