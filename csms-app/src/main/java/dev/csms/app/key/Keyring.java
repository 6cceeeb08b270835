package dev.csms.app.key;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.key.SealingKey.BrokenSealException;
import dev.csms.domain.secret.Secret;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that are used. They are kept in the database, sealed with the installation key, which is used for nothing
 * else: a new installation key seals them anew and changes none.
 *
 * @see KeyRotation
 */
public final class Keyring {

    private static final String VAULT = "vault";
    private static final String ROOT = "root";

    private static final Logger log = LoggerFactory.getLogger(Keyring.class);

    private final Map<Name, byte[]> keys;
    private final DerivedKeys derived;

    private Keyring(Map<Name, byte[]> keys) {
        this.keys = keys;
        derived = new DerivedKeys(Secret.of(key(ROOT, newest(ROOT))));
    }

    private record Name(String purpose, int version) {

        String place() {
            return "keyring\n" + purpose + "\n" + version;
        }
    }

    private record Row(String purpose, int version, String sealedBy, byte[] sealed) {

        Name name() {
            return new Name(purpose, version);
        }
    }

    /**
     * Opens the keyring of a database, and makes it if there is none.
     *
     * @param installationKey asked again if the keyring was being rotated just then
     * @throws WrongSettingException if it is another installation's
     */
    public static Keyring open(DataSource database, Supplier<InstallationKey> installationKey) {
        InstallationKey key = installationKey.get();
        Optional<Keyring> opened = opened(database, key);
        if (opened.isEmpty()) {
            key = installationKey.get();
            opened = opened(database, key);
        }
        return opened.orElseThrow(() -> new WrongSettingException(
                "The secrets in this database cannot be opened with this installation's key: they were sealed with"
                        + " another one. Put back the file \"" + InstallationKey.FILE
                        + "\" of the data directory, or set csms.installation-key to what it was."));
    }

    private static Optional<Keyring> opened(DataSource database, InstallationKey key) {
        return locked(database, db -> {
            List<Row> rows = rows(db);
            if (rows.isEmpty()) {
                make(db, key);
                rows = rows(db);
            }
            if (rows.stream().anyMatch(row -> !row.sealedBy().equals(key.name()))) {
                log.warn("The keyring opens with another installation key too. If no rotation is under way, end it with"
                        + " rotate-installation-key.");
            }
            return keys(rows, key).map(Keyring::new);
        });
    }

    private static void make(JdbcClient db, InstallationKey key) {
        boolean usedBefore = db.sql("select exists (select from domain_event)")
                .query(Boolean.class)
                .single();
        // signatures were made with the installation key itself before there was a keyring
        insert(db, new Name(ROOT, 1), usedBefore ? key.bytes() : random(), key);
        insert(db, new Name(VAULT, 1), random(), key);
    }

    private static byte[] random() {
        byte[] random = new byte[SealingKey.BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static void insert(JdbcClient db, Name name, byte[] bytes, InstallationKey key) {
        db.sql("""
            insert into keyring (purpose, version, sealed_by, sealed)
            values (:purpose, :version, :sealedBy, :sealed)
            on conflict (purpose, version, sealed_by) do nothing
            """)
                .param("purpose", name.purpose())
                .param("version", name.version())
                .param("sealedBy", key.name())
                .param("sealed", key.sealing().seal(bytes, name.place()))
                .update();
    }

    /** Empty if this key does not open all of them. */
    private static Optional<Map<Name, byte[]>> keys(List<Row> rows, InstallationKey key) {
        Map<Name, byte @Nullable []> keys = new HashMap<>();
        for (Row row : rows) {
            keys.putIfAbsent(row.name(), null);
            if (row.sealedBy().equals(key.name())) {
                try {
                    keys.put(
                            row.name(),
                            key.sealing().open(row.sealed(), row.name().place()));
                } catch (BrokenSealException e) {
                    throw new IllegalStateException("Somebody has changed the table keyring: version " + row.version()
                            + " for \"" + row.purpose() + "\" cannot be opened. Restore the table from a backup.");
                }
            }
        }
        if (keys.containsValue(null)) {
            return Optional.empty();
        }
        Map<Name, byte[]> opened = new HashMap<>();
        keys.forEach((name, bytes) -> {
            if (bytes != null) {
                opened.put(name, bytes);
            }
        });
        return Optional.of(opened);
    }

    /** Seals every key for a second installation key too. Repeated, it changes nothing. */
    static void share(DataSource database, InstallationKey key, InstallationKey with) {
        locked(database, db -> {
            Map<Name, byte[]> keys = keys(rows(db), key)
                    .orElseThrow(() -> new WrongSettingException("The keyring does not open with this installation's"
                            + " key, so that it cannot be sealed for another."));
            keys.forEach((name, bytes) -> insert(db, name, bytes, with));
            return keys.size();
        });
    }

    /** From now on only one installation key opens the keyring. */
    static void reserve(DataSource database, InstallationKey key) {
        locked(database, db -> {
            keys(rows(db), key)
                    .orElseThrow(() -> new WrongSettingException(
                            "The keyring does not open with this installation's key, so that no other is removed."));
            return db.sql("delete from keyring where sealed_by <> :name")
                    .param("name", key.name())
                    .update();
        });
    }

    static boolean isMade(DataSource database) {
        JdbcClient db = JdbcClient.create(database);
        return db.sql("select to_regclass('keyring') is not null")
                        .query(Boolean.class)
                        .single()
                && !rows(db).isEmpty();
    }

    static boolean opensWith(DataSource database, InstallationKey key) {
        return keys(rows(JdbcClient.create(database)), key).isPresent();
    }

    private static List<Row> rows(JdbcClient db) {
        return db.sql("select purpose, version, sealed_by, sealed from keyring")
                .query(Row.class)
                .list();
    }

    private interface Work<T> {
        T with(JdbcClient db);
    }

    /** One after another on all nodes: two of them starting must not make two keyrings. */
    private static <T> T locked(DataSource database, Work<T> work) {
        JdbcClient db = JdbcClient.create(database);
        T result = new TransactionTemplate(new JdbcTransactionManager(database)).execute(_ -> {
            db.sql("select pg_advisory_xact_lock(hashtext('keyring'))")
                    .query((row, _) -> true)
                    .single();
            return work.with(db);
        });
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }

    private int newest(String purpose) {
        return keys.keySet().stream()
                .filter(name -> name.purpose().equals(purpose))
                .mapToInt(Name::version)
                .max()
                .orElseThrow(() -> new IllegalStateException("the keyring has no key for \"" + purpose + "\""));
    }

    private byte[] key(String purpose, int version) {
        byte[] key = keys.get(new Name(purpose, version));
        if (key == null) {
            throw new IllegalStateException("the keyring has no version %d for \"%s\"".formatted(version, purpose));
        }
        return key;
    }

    /** The version with which secrets are sealed now. */
    public int vaultVersion() {
        return newest(VAULT);
    }

    public SealingKey vault(int version) {
        return new SealingKey(key(VAULT, version));
    }

    /** Keys for other purposes. */
    public DerivedKeys derived() {
        return derived;
    }

    @Override
    public String toString() {
        return "Keyring[***]";
    }
}
