package dev.csms.app.secret;

import dev.csms.app.key.Keyring;
import dev.csms.app.key.SealingKey.BrokenSealException;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Secrets in a table, sealed with AES-256-GCM. A seal holds for one row, purpose and version of the key: rows that are
 * changed, exchanged or brought from another database do not open.
 */
public final class PostgresVault implements Vault {

    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern REFERENCE = Pattern.compile(SCHEME + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final JdbcClient db;
    private final Keyring keyring;

    public PostgresVault(DataSource database, Keyring keyring) {
        db = JdbcClient.create(database);
        this.keyring = keyring;
    }

    @Override
    public String keep(String purpose, Secret secret) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("a purpose is a word of small letters, not \"" + purpose + "\"");
        }
        UUID id = UUID.randomUUID(); // from SecureRandom
        int version = keyring.vaultVersion();
        db.sql("""
            insert into vault_secret (id, purpose, key_version, sealed) values (:id, :purpose, :version, :sealed)
            """)
                .param("id", id)
                .param("purpose", purpose)
                .param("version", version)
                .param("sealed", keyring.vault(version).seal(secret.bytes(), place(id, purpose, version)))
                .update();
        return SCHEME + id;
    }

    private record Row(String purpose, int keyVersion, byte[] sealed) {}

    @Override
    public Optional<Secret> read(String reference) {
        return id(reference)
                .flatMap(id -> db.sql("select purpose, key_version, sealed from vault_secret where id = :id")
                        .param("id", id)
                        .query(Row.class)
                        .optional()
                        .map(row -> open(id, row)));
    }

    private Secret open(UUID id, Row row) {
        try {
            return Secret.of(
                    keyring.vault(row.keyVersion()).open(row.sealed(), place(id, row.purpose(), row.keyVersion())));
        } catch (BrokenSealException e) {
            throw new DamagedSecretException(SCHEME + id, row.purpose());
        }
    }

    @Override
    public void forget(String reference) {
        id(reference)
                .ifPresent(id -> db.sql("delete from vault_secret where id = :id")
                        .param("id", id)
                        .update());
    }

    private static Optional<UUID> id(String reference) {
        var matcher = REFERENCE.matcher(reference);
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }

    private static String place(UUID id, String purpose, int version) {
        return "vault_secret\n" + id + "\n" + purpose + "\n" + version;
    }

    /** A row of the vault is not as it was written. */
    public static final class DamagedSecretException extends RuntimeException {
        DamagedSecretException(String reference, String purpose) {
            super("The secret %s (%s) cannot be opened: its row has been changed.".formatted(reference, purpose));
        }
    }
}
