package dev.csms.app.startup;

import dev.csms.ocpp.tls.CipherRules;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the JDK what TLS may speak, before anything has spoken it: later it does not listen. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class TlsPreparation implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Binder.get(context.getEnvironment())
                    .bind("csms.ocpp.tls.rules", CipherRules.class)
                    .orElse(CipherRules.MODERN)
                    .prepare();
        } catch (BindException e) {
            // is said, with the other settings, where they are all read
        }
    }
}
