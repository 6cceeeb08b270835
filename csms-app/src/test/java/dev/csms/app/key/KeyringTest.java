package dev.csms.app.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.app.secret.PostgresVault;
import dev.csms.domain.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyringTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_KEY = "another key of at least 32 characters";

    private final DataSource database = TestPostgres.database();

    @TempDir
    Path directory;

    private Keyring open() {
        return Keyring.open(database, () -> InstallationKey.open(null, directory));
    }

    private Keyring open(String key) {
        return Keyring.open(database, () -> InstallationKey.open(key, directory));
    }

    private KeyRotation rotation() {
        return new KeyRotation(database, directory);
    }

    @Test
    void it_is_made_once() {
        byte[] code = open().derived().hmac("test", "text");

        assertThat(open().derived().hmac("test", "text")).isEqualTo(code);
        assertThat(open().derived().hmac("another", "text")).isNotEqualTo(code);
        assertThat(open()).hasToString("Keyring[***]");
    }

    @Test
    void nodes_that_start_together_have_one() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(8)) {
            Callable<List<Byte>> node = () -> {
                byte[] code = open(KEY).derived().hmac("test", "text");
                return IntStream.range(0, code.length).mapToObj(i -> code[i]).toList();
            };
            List<Future<List<Byte>>> codes =
                    nodes.invokeAll(IntStream.range(0, 8).mapToObj(_ -> node).toList());
            assertThat(codes)
                    .extracting(Future::resultNow)
                    .containsOnly(codes.getFirst().get());
        }
    }

    @Test
    void signatures_made_before_there_was_a_keyring_stay_good() {
        JdbcClient.create(database).sql("""
            insert into domain_event (global_index, event_identifier, recorded_at, payload_type, payload, meta_data)
            values (1, gen_random_uuid(), now(), 'Something', '{}', '{}')
            """).update();

        assertThat(open(KEY).derived().hmac("test", "text"))
                .isEqualTo(new DerivedKeys(Secret.of(KEY)).hmac("test", "text"));
    }

    @Test
    void a_new_installation_derives_nothing_from_the_installation_key() {
        assertThat(open(KEY).derived().hmac("test", "text"))
                .isNotEqualTo(new DerivedKeys(Secret.of(KEY)).hmac("test", "text"));
    }

    @Test
    void another_key_is_refused_with_a_sentence() {
        open(KEY);

        assertThatThrownBy(() -> open(OTHER_KEY))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("cannot be opened with this installation's key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(KEY, OTHER_KEY));
        assertThat(open(KEY)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update keyring set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))",
                "update keyring set sealed = ''",
                "update keyring set version = 2 where purpose = 'vault'",
                "update keyring set sealed = (select sealed from keyring where purpose = 'root') where purpose ="
                        + " 'vault'"
            })
    void a_row_that_was_changed_is_refused(String change) {
        open();
        JdbcClient.create(database).sql(change).update();

        assertThatThrownBy(this::open).hasMessageContaining("Somebody has changed the table keyring");
    }

    @Test
    void a_rotation_changes_the_installation_key_and_nothing_that_depends_on_it() throws Exception {
        Keyring before = open();
        String oldKey =
                Files.readString(directory.resolve(InstallationKey.FILE)).strip();
        String reference = new PostgresVault(database, before).keep("test", Secret.of("kept before"));

        rotation().rotate(null, null);

        Keyring after = open();
        assertThat(Files.readString(directory.resolve(InstallationKey.FILE)).strip())
                .isNotEqualTo(oldKey);
        assertThat(after.derived().hmac("test", "text"))
                .isEqualTo(before.derived().hmac("test", "text"));
        assertThat(new PostgresVault(database, after).read(reference)).contains(Secret.of("kept before"));
        assertThatThrownBy(() -> open(oldKey)).isInstanceOf(WrongSettingException.class);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(InstallationKey.FILE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_rotation_that_broke_off_anywhere_harms_nothing_and_is_ended_by_the_next(int steps) {
        byte[] code = open().derived().hmac("test", "text");
        List<Consumer<KeyRotation>> all =
                List.of(KeyRotation::prepare, KeyRotation::share, KeyRotation::takeOver, KeyRotation::end);
        all.subList(0, steps).forEach(step -> step.accept(rotation()));

        assertThat(open().derived().hmac("test", "text")).isEqualTo(code);

        rotation().rotate(null, null);

        assertThat(open().derived().hmac("test", "text")).isEqualTo(code);
        assertThat(JdbcClient.create(database)
                        .sql("select count(distinct sealed_by) from keyring")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_key_that_is_set_is_rotated_in_two_steps() {
        byte[] code = open(KEY).derived().hmac("test", "text");

        assertThat(rotation().rotate(KEY, OTHER_KEY)).contains("Set csms.installation-key to the new one");
        assertThat(open(KEY).derived().hmac("test", "text")).isEqualTo(code);
        assertThat(open(OTHER_KEY).derived().hmac("test", "text")).isEqualTo(code);

        rotation().rotate(OTHER_KEY, null);
        assertThat(open(OTHER_KEY).derived().hmac("test", "text")).isEqualTo(code);
        assertThatThrownBy(() -> open(KEY)).isInstanceOf(WrongSettingException.class);
    }

    @Test
    void only_who_has_the_key_can_rotate_it() {
        open(KEY);

        assertThatThrownBy(() -> rotation().rotate(OTHER_KEY, KEY)).isInstanceOf(WrongSettingException.class);
        assertThatThrownBy(() -> rotation().rotate(OTHER_KEY, null)).isInstanceOf(WrongSettingException.class);
        assertThatThrownBy(() -> rotation().rotate(null, null)).isInstanceOf(WrongSettingException.class);
        assertThat(open(KEY)).isNotNull();
    }

    @Test
    void a_rotation_goes_unnoticed_by_those_who_use_the_vault_and_by_nodes_that_start() throws Exception {
        PostgresVault running = new PostgresVault(database, open());
        AtomicBoolean rotated = new AtomicBoolean();
        Callable<Integer> keeper = () -> {
            int kept = 0;
            do {
                Secret secret = Secret.of("secret " + kept);
                assertThat(running.read(running.keep("test", secret))).contains(secret);
                kept++;
            } while (!rotated.get());
            return kept;
        };
        Callable<Integer> starter = () -> {
            int started = 0;
            do {
                PostgresVault vault = new PostgresVault(database, open());
                assertThat(running.read(vault.keep("test", Secret.of("of a new node"))))
                        .isPresent();
                started++;
            } while (!rotated.get());
            return started;
        };
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> users =
                    List.of(threads.submit(keeper), threads.submit(keeper), threads.submit(starter));
            try {
                for (int i = 0; i < 10; i++) {
                    rotation().rotate(null, null);
                }
            } finally {
                rotated.set(true);
            }
            for (Future<Integer> user : users) {
                assertThat(user.get()).isPositive();
            }
        }
    }
}
