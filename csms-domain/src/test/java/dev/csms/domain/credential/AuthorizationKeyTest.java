package dev.csms.domain.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationKeyTest {

    /** The example of OCPP-J 1.6 §6.2. */
    @Test
    void hex_digits_are_the_bytes() {
        AuthorizationKey key = AuthorizationKey.typed("0001020304050607ffffffffffffffffffffffff");

        assertThat(key.bytes()).hasSize(20).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 0xff);
        assertThat(key.hex()).isEqualTo("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");
    }

    @Test
    void text_is_its_bytes() {
        AuthorizationKey key = AuthorizationKey.typed("secretsecretsecret");

        assertThat(key.bytes()).isEqualTo("secretsecretsecret".getBytes(UTF_8));
        assertThat(key.hex()).isEqualTo("736563726574736563726574736563726574");
    }

    @Test
    void a_generated_one_is_as_long_as_it_may_be_and_never_the_same() {
        SecureRandom random = new SecureRandom();

        assertThat(AuthorizationKey.generate(random).bytes()).hasSize(20);
        assertThat(AuthorizationKey.generate(random)).isNotEqualTo(AuthorizationKey.generate(random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fifteen letters", "twenty-one characters", "0123456789abcdef0123456789abcde"})
    void what_is_too_short_or_too_long_is_none_and_is_not_repeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthorizationKey.typed(text))
                .withMessageContaining("16 to 20")
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void it_shows_itself_to_nobody() {
        AuthorizationKey key = AuthorizationKey.typed("secretsecretsecret");

        assertThat(key.toString()).isEqualTo("AuthorizationKey[***]");
        assertThat(new KeyVerifier("v1:pepper:salt:code").toString()).isEqualTo("KeyVerifier[v1:pepper:salt…]");
    }
}
