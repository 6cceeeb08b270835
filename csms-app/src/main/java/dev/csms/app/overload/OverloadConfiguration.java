package dev.csms.app.overload;

import dev.csms.app.CsmsSettings;
import dev.csms.app.eventstore.StoreStrain;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.websocket.OcppServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OverloadConfiguration {

    @Bean
    Overload overload(CsmsSettings settings, InstantSource clock, MeterRegistry meters) {
        Overload overload = new Overload(settings.overload(), clock.instant());
        Gauge.builder("csms.overload.level", overload, it -> it.level().ordinal())
                .description("What this node leaves undone: 0 nothing, 1 handshakes, 2 also GraphQL, 3 also reading")
                .register(meters);
        return overload;
    }

    @Bean
    RegularWork lookingForOverload(
            Overload overload,
            StoreStrain store,
            OcppServer server,
            SecurityLog securityLog,
            InstantSource clock,
            CsmsSettings settings) {
        return new OverloadWatch(overload, store, server, securityLog, clock, settings).regularly();
    }
}
