package dev.csms.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.ocpp.v16.Interval;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CsmsSettingsTest {

    private static CsmsSettings.Ocpp ocpp(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("csms", CsmsSettings.class)
                .ocpp();
    }

    @Test
    void intervals_that_nobody_has_set_are_not_the_same_for_all() {
        assertThat(ocpp(Map.of()).heartbeat()).isEqualTo(new Interval(Duration.ofMinutes(5), 20));
        assertThat(ocpp(Map.of()).bootRetry()).isEqualTo(new Interval(Duration.ofMinutes(1), 20));
    }

    @Test
    void one_that_is_set_is_meant_to_the_second() {
        CsmsSettings.Ocpp settings = ocpp(Map.of("csms.ocpp.heartbeat-interval", "15m"));
        assertThat(settings.heartbeat()).isEqualTo(Interval.exactly(Duration.ofMinutes(15)));
        assertThat(settings.bootRetry().jitter()).isEqualTo(20);
    }

    @Test
    void unless_it_is_said_how_far_from_it_it_may_be() {
        CsmsSettings.Ocpp settings =
                ocpp(Map.of("csms.ocpp.heartbeat-interval", "15m", "csms.ocpp.interval-jitter", "10"));
        assertThat(settings.heartbeat()).isEqualTo(new Interval(Duration.ofMinutes(15), 10));
        assertThat(settings.bootRetry()).isEqualTo(new Interval(Duration.ofMinutes(1), 10));
        assertThat(ocpp(Map.of("csms.ocpp.interval-jitter", "0")).heartbeat())
                .isEqualTo(Interval.exactly(Duration.ofMinutes(5)));
    }
}
