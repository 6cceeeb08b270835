package dev.csms.app.secret;

import dev.csms.app.database.ConnectionPools;
import dev.csms.app.key.Keyring;
import dev.csms.domain.secret.Vault;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    Vault vault(ConnectionPools pools, Keyring keyring) {
        return new PostgresVault(pools.commands(), keyring);
    }
}
