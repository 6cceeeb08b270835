package dev.csms.app.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.csms.app.CsmsSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

/** Whoever sets something wrong is told which property it is and what it may be. */
class StartupFailuresTest {

    private final StartupFailures failures = new StartupFailures();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csms.registration.unknown | maybe | csms.registration.unknown cannot be \"maybe\". | It must be"
                        + " reject or pending or accept.",
                "csms.authorization.unknown-id-tag | yes | csms.authorization.unknown-id-tag cannot be \"yes\". | It"
                        + " must be invalid or accept.",
                "csms.ocpp.port | eighty | csms.ocpp.port cannot be \"eighty\". | It must be a number.",
                "csms.ocpp.port | 70000 | csms.ocpp.port must be between 0 and 65535, or -1 for none, not 70000 | Set"
                        + " it to another value.",
                "csms.ocpp.heartbeat-interval | soon | csms.ocpp.heartbeat-interval cannot be \"soon\". | It must be a"
                        + " duration such as 30s or 5m.",
                "csms.ocpp.heartbeat-interval | 0s | csms.ocpp.heartbeat-interval must be between 1s and 1d, not 0 s |"
                        + " Set it to another value.",
                "csms.ocpp.silence | 10s | csms.ocpp.silence (10 s) must be longer than csms.ocpp.ping-interval (60"
                        + " s), or every connection would be taken for dead | Set it to another value.",
                "csms.event-store.patience | 1h | csms.event-store.patience must be between 1s and 5m, not 3600 s |"
                        + " Set it to another value.",
            })
    void a_wrong_setting_is_refused_with_a_sentence(String property, String value, String sentence, String remedy) {
        Throwable failure = catchThrowable(() -> bind(Map.of(property, value)));

        FailureAnalysis analysis = failures.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo(sentence);
        assertThat(analysis.getAction()).isEqualTo(remedy);
    }

    @Test
    void strangers_cannot_be_let_in_where_nobody_is_who_proves_nothing() {
        Throwable failure = catchThrowable(
                () -> bind(Map.of("csms.ocpp.profile-0", "false", "csms.registration.unknown", "pending")));

        FailureAnalysis analysis = failures.analyze(failure);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .isEqualTo("csms.ocpp.profile-0 is false, and csms.registration.unknown lets strangers in, who cannot"
                        + " prove anything: let it be reject, or csms.ocpp.profile-0 true");
    }

    @Test
    void who_lets_strangers_in_has_switched_security_profile_0_on() {
        assertThat(bind(Map.of()).unsecuredChargePoints()).isFalse();
        assertThat(bind(Map.of("csms.registration.unknown", "pending")).unsecuredChargePoints())
                .isTrue();
        assertThat(bind(Map.of("csms.registration.unknown", "accept")).unsecuredChargePoints())
                .isTrue();
        assertThat(bind(Map.of("csms.ocpp.profile-0", "true")).unsecuredChargePoints())
                .isTrue();
        assertThat(bind(Map.of("csms.ocpp.profile-0", "false")).unsecuredChargePoints())
                .isFalse();
    }

    @Test
    void certificates_say_where_lists_are_if_it_is_known_by_what_url_the_program_is_reached() {
        assertThat(bind(Map.of()).pkiBaseUrl()).isNull();
        assertThat(bind(Map.of("csms.files.base-url", "https://files.example.com"))
                        .pkiBaseUrl())
                .isEqualTo("https://files.example.com");
        assertThat(bind(Map.of(
                                "csms.files.base-url", "https://files.example.com",
                                "csms.pki.base-url", "http://pki.example.com"))
                        .pkiBaseUrl())
                .isEqualTo("http://pki.example.com");
        assertThatThrownBy(() -> bind(Map.of("csms.pki.base-url", "http://user@pki.example.com")))
                .rootCause()
                .hasMessage("csms.pki.base-url must be a URL such as https://csms.example.com, without a user or a"
                        + " query, not \"http://user@pki.example.com\"");
    }

    @Test
    void what_is_not_set_has_a_default() {
        CsmsSettings settings = bind(Map.of());

        assertThat(settings.ocpp().port()).isEqualTo(8180);
        assertThat(settings.dataDirectory()).isRelative().hasFileName("data");
        assertThat(settings.registration().unknown()).isEqualTo(CsmsSettings.UnknownChargePoints.REJECT);
        assertThat(settings.node()).isNotBlank();
    }

    @Test
    void a_taken_port_is_named_with_its_property() {
        FailureAnalysis analysis = failures.analyze(new IllegalStateException(new PortInUseException(8080)));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription())
                .isEqualTo("Port 8080, for GraphQL and health, is taken by another program.");
        assertThat(analysis.getAction()).contains("server.port");
    }

    @Test
    void what_is_not_ours_is_left_to_others() {
        assertThat(failures.analyze(new IllegalStateException("something else")))
                .isNull();
    }

    private static CsmsSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("csms", CsmsSettings.class);
    }
}
