package dev.csms.app.credential;

import dev.csms.domain.secret.Vault;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

    @Bean
    ConfigurerModule settledKeys(ObjectProvider<Vault> vault) {
        return axon -> axon.eventProcessing().registerEventHandler(_ -> new SettledKeys(vault::getObject));
    }
}
