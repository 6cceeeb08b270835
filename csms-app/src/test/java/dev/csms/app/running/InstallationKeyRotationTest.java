package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsSettings;
import dev.csms.app.database.DatabaseRights;
import dev.csms.app.key.DerivedKeys;
import dev.csms.app.key.InstallationKey;
import dev.csms.app.key.Keyring;
import dev.csms.app.postgres.EmbeddedPostgres;
import dev.csms.app.startup.RotateInstallationKey;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The command line, beside the running product and without it. */
class InstallationKeyRotationTest {

    @Test
    void the_key_is_rotated_while_the_product_runs() throws IOException {
        Path data;
        byte[] code;
        String reference;
        try (RunningCsms csms = RunningCsms.with()) {
            data = csms.context().getBean(CsmsSettings.class).dataDirectory();
            Vault vault = csms.context().getBean(Vault.class);
            reference = vault.keep("test", Secret.of("kept"));
            code = csms.context().getBean(DerivedKeys.class).hmac("test", "text");
            String before = Files.readString(data.resolve(InstallationKey.FILE));

            assertThat(rotate(data)).isZero();

            assertThat(Files.readString(data.resolve(InstallationKey.FILE))).isNotEqualTo(before);
            assertThat(vault.read(reference)).contains(Secret.of("kept"));
            assertThat(csms.context().getBean(DatabaseRights.class).mayChangeHistory())
                    .isFalse();
            assertThat(csms.context()
                            .getBean("eventStoreHealthIndicator", HealthIndicator.class)
                            .health()
                            .getDetails())
                    .containsEntry("protectedBy", "rights and triggers");
        }
        // the embedded database ends with the JVM
        EmbeddedPostgres.Access running = EmbeddedPostgres.runningIn(data).orElseThrow();
        Keyring after = Keyring.open(
                database(running.url(), running.user(), running.password()), () -> InstallationKey.open(null, data));
        assertThat(after.derived().hmac("test", "text")).isEqualTo(code);
    }

    @Test
    void the_key_is_rotated_while_the_product_does_not_run() throws IOException {
        Path data = Files.createTempDirectory(Path.of("target"), "rotated");
        byte[] code;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, _ -> {})) {
            DataSource owner = database(postgres.url(), EmbeddedPostgres.USER, postgres.password());
            Flyway.configure().dataSource(owner).load().migrate();
            code = Keyring.open(owner, () -> InstallationKey.open(null, data))
                    .derived()
                    .hmac("test", "text");
        }
        String before = Files.readString(data.resolve(InstallationKey.FILE));

        assertThat(rotate(data)).isZero();

        assertThat(Files.readString(data.resolve(InstallationKey.FILE))).isNotEqualTo(before);
        assertThat(EmbeddedPostgres.runningIn(data)).isEmpty();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, _ -> {})) {
            DataSource owner = database(postgres.url(), EmbeddedPostgres.USER, postgres.password());
            assertThat(Keyring.open(owner, () -> InstallationKey.open(null, data))
                            .derived()
                            .hmac("test", "text"))
                    .isEqualTo(code);
        }
    }

    private static DataSource database(String url, String user, String password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        return database;
    }

    @Test
    void what_cannot_be_done_is_a_sentence_and_an_exit_status() throws IOException {
        assertThat(RotateInstallationKey.rotate(List.of(
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere",
                        "--csms.data-directory=" + Files.createTempDirectory(Path.of("target"), "no-key"))))
                .isEqualTo(1);
    }

    private static int rotate(Path data) {
        return RotateInstallationKey.rotate(List.of("--csms.data-directory=" + data));
    }
}
