package dev.csms.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.csms.app.startup.StartupFailures;
import dev.csms.domain.person.PersonId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** An administrator whom the settings cannot make ends the start with a sentence that names the setting. */
class SetupAdminTest {

    private static final String GOOD = "correct horse battery";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin name | " + GOOD + " | csms.setup.admin-name: a name has 1 to 64 letters, digits and . _ @ + -",
                "admin | short | csms.setup.admin-password: a password has 12 to 128 characters",
                "admin | aaaabbbbccccdddd | csms.setup.admin-password: that is too easy to guess",
                "alice | my name is Alice | csms.setup.admin-password: that is too easy to guess",
            })
    void what_cannot_be_right_is_named_with_its_reason(String name, String password, String sentence) {
        FailureAnalysis analysis =
                refusal(Map.of("csms.setup.admin-name", name, "csms.setup.admin-password", password));

        assertThat(analysis.getDescription()).isEqualTo(sentence).doesNotContain(password);
    }

    @Test
    void whether_the_password_is_to_be_changed_is_yes_or_no() {
        assertThat(refusal(Map.of("csms.setup.change-password", "perhaps")))
                .extracting(FailureAnalysis::getDescription, FailureAnalysis::getAction)
                .containsExactly("csms.setup.change-password cannot be \"perhaps\".", "It must be true or false.");
    }

    @Test
    void nobody_is_made_without_a_password() {
        assertThat(SetupAdmin.of(environment(Map.of()))).isEmpty();
        assertThat(SetupAdmin.of(environment(Map.of("csms.setup.admin-password", " "))))
                .isEmpty();
    }

    @Test
    void who_is_made_is_called_admin_and_changes_the_password_unless_it_is_said_otherwise() {
        assertThat(SetupAdmin.of(environment(Map.of("csms.setup.admin-password", GOOD))))
                .hasValueSatisfying(admin -> {
                    assertThat(admin.name()).isEqualTo(new PersonId("admin"));
                    assertThat(admin.password().text()).isEqualTo(GOOD);
                    assertThat(admin.toBeChanged()).isTrue();
                });
        assertThat(SetupAdmin.of(environment(Map.of(
                        "csms.setup.admin-name", "Alice",
                        "csms.setup.admin-password", GOOD,
                        "csms.setup.change-password", "false"))))
                .hasValueSatisfying(admin -> {
                    assertThat(admin.name()).isEqualTo(new PersonId("alice"));
                    assertThat(admin.toBeChanged()).isFalse();
                });
    }

    private static FailureAnalysis refusal(Map<String, String> settings) {
        Throwable failure = catchThrowable(() -> SetupAdmin.of(environment(settings)));
        FailureAnalysis analysis = new StartupFailures().analyze(new IllegalStateException(failure));
        assertThat(analysis).isNotNull();
        return analysis;
    }

    private static Environment environment(Map<String, String> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        return environment;
    }
}
