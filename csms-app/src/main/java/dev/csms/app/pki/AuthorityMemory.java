package dev.csms.app.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What authorities of others have said of themselves, shared by all nodes, for when one starts while they are away. It is
 * no secret, and in the vault all the same: whoever could write it would decide who is let in.
 */
final class AuthorityMemory {

    private static final String PURPOSE = "trusted-authority";

    private final JdbcClient db;
    private final Vault vault;

    AuthorityMemory(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    /** @return PEM */
    Optional<String> recall(String authority) {
        return reference(authority).flatMap(vault::read).map(secret -> new String(secret.bytes(), US_ASCII));
    }

    private Optional<String> reference(String authority) {
        return db.sql("select certificates from trusted_authority where name = :name")
                .param("name", authority)
                .query(String.class)
                .optional();
    }

    /** Of several nodes that have something to remember at once, the first one does. */
    void remember(String authority, String pem) {
        String old = reference(authority).orElse("");
        String kept = vault.keep(PURPOSE, Secret.of(pem.getBytes(US_ASCII)));
        int changed = db.sql("""
            insert into trusted_authority as known (name, certificates) values (:name, :kept)
            on conflict (name) do update set certificates = :kept where known.certificates = :old
            """)
                .param("name", authority)
                .param("kept", kept)
                .param("old", old)
                .update();
        vault.forget(changed == 0 ? kept : old);
    }
}
