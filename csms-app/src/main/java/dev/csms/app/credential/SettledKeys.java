package dev.csms.app.credential;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDoubted;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDropped;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyReplaced;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.secret.Vault;
import java.util.function.Supplier;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Destroys new AuthorizationKeys as soon as nobody has to send them any more. All nodes do it: a key is destroyed unless
 * all of them are stopped just then.
 */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class SettledKeys {

    private final Supplier<Vault> vault;

    SettledKeys(Supplier<Vault> vault) {
        this.vault = vault;
    }

    @EventHandler
    void on(AuthorizationKeyTaken taken) {
        vault.get().forget(taken.keyReference());
    }

    @EventHandler
    void on(AuthorizationKeyDoubted doubted) {
        vault.get().forget(doubted.keyReference());
    }

    @EventHandler
    void on(AuthorizationKeyReplaced replaced) {
        vault.get().forget(replaced.keyReference());
    }

    @EventHandler
    void on(AuthorizationKeyDropped dropped) {
        vault.get().forget(dropped.keyReference());
    }
}
