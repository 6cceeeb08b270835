package dev.csms.app.credential;

import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** A vault for tests, where there is no other. */
@Configuration(proxyBeanMethods = false)
class VaultInMemory {

    @Bean
    @Fallback
    Vault forgetfulVault() {
        Map<String, Secret> secrets = new ConcurrentHashMap<>();
        return new Vault() {
            @Override
            public String keep(String purpose, Secret secret) {
                String reference = SCHEME + UUID.randomUUID();
                secrets.put(reference, secret);
                return reference;
            }

            @Override
            public Optional<Secret> read(String reference) {
                return Optional.ofNullable(secrets.get(reference));
            }

            @Override
            public void forget(String reference) {
                secrets.remove(reference);
            }
        };
    }
}
