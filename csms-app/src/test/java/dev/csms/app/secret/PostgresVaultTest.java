package dev.csms.app.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.key.InstallationKey;
import dev.csms.app.key.Keyring;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.app.secret.PostgresVault.DamagedSecretException;
import dev.csms.domain.secret.Secret;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresVaultTest {

    private static final Secret SECRET = Secret.of("CANARY-of-the-vault");

    private final DataSource database = TestPostgres.database();
    private final PostgresVault vault = new PostgresVault(
            database,
            Keyring.open(database, () -> InstallationKey.open("0123456789abcdef0123456789abcdef", Path.of("nowhere"))));

    @Test
    void what_is_kept_can_be_read_until_it_is_forgotten() {
        String first = vault.keep("test", SECRET);
        String second = vault.keep("test", SECRET);

        assertThat(first).startsWith("vault:").isNotEqualTo(second);
        assertThat(vault.read(first)).contains(SECRET);
        vault.forget(first);
        vault.forget(first);
        assertThat(vault.read(first)).isEmpty();
        assertThat(vault.read(second)).contains(SECRET);
    }

    @Test
    void any_bytes_can_be_kept() {
        byte[] bytes = new byte[10_000];
        bytes[17] = (byte) 0xff;

        assertThat(vault.read(vault.keep("test", Secret.of(bytes)))).contains(Secret.of(bytes));
        assertThat(vault.read(vault.keep("test", Secret.of(new byte[0])))).contains(Secret.of(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "vault:", "CANARY", "vault:x", "vault:00000000-0000-0000-0000-000000000000", "vault:' or 1=1"
            })
    void what_is_no_reference_stands_for_nothing(String reference) {
        assertThat(vault.read(reference)).isEmpty();
        vault.forget(reference);
    }

    @Test
    void nothing_of_it_is_in_the_table() {
        vault.keep("test", SECRET);

        assertThat(JdbcClient.create(database)
                        .sql("select encode(sealed, 'escape') from vault_secret")
                        .query(String.class)
                        .list())
                .hasSize(1)
                .noneMatch(text -> text.contains("CANARY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update vault_secret set sealed = set_byte(sealed, 0, 255 - get_byte(sealed, 0))",
                "update vault_secret set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))",
                "update vault_secret set sealed = ''",
                "update vault_secret set purpose = 'another'",
                "update vault_secret set sealed = (select sealed from vault_secret where purpose = 'other')"
            })
    void a_row_that_was_changed_does_not_open(String change) {
        String reference = vault.keep("test", SECRET);
        vault.keep("other", Secret.of("another one"));
        JdbcClient.create(database).sql(change).update();

        assertThatThrownBy(() -> vault.read(reference))
                .isInstanceOf(DamagedSecretException.class)
                .hasMessageContaining(reference)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("CANARY"));
    }

    @Test
    void a_purpose_is_a_word() {
        assertThatThrownBy(() -> vault.keep("Two words", SECRET)).isInstanceOf(IllegalArgumentException.class);
    }
}
