package dev.csms.domain.secret;

import java.util.Optional;

/**
 * Where secrets are kept, encrypted. Events and requests carry references, which say nothing to whoever has no access to
 * the vault.
 */
public interface Vault {

    /** What begins a reference. */
    String SCHEME = "vault:";

    /**
     * Keeps a secret.
     *
     * @param purpose in a word, such as {@code authorization-key}; it is kept in clear
     * @return a reference, unique for ever
     */
    String keep(String purpose, Secret secret);

    /** What a reference stands for; empty if it has been forgotten, or never was one. */
    Optional<Secret> read(String reference);

    /** Destroys a secret; one that is not there is no error. */
    void forget(String reference);
}
