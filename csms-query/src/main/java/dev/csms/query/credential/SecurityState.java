package dev.csms.query.credential;

import dev.csms.domain.credential.CredentialEvent;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDoubted;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDropped;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyOffered;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyReplaced;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeySet;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.credential.CredentialEvent.CertificateOwnerSet;
import dev.csms.domain.credential.CredentialEvent.OldAuthorizationKeyLimited;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileSet;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeDropped;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeRequested;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgraded;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.Keys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a charge point proves who it is, as its events leave it.
 *
 * @param key    absent if it has none
 * @param newKey the latest, until it is its key or none
 */
record SecurityState(
        String chargePointId,
        int profile,
        @Nullable Integer upgradeTo,
        @Nullable Key key,
        @Nullable NewKey newKey,
        @Nullable String certificateSerial,
        @Nullable String cpoName) {

    record Key(KeyOrigin origin, Instant setAt) {}

    record NewKey(String operationId, NewKeyState state) {

        boolean isOf(OperationId operation) {
            return operationId.equals(operation.value());
        }
    }

    private static SecurityState none(String chargePointId) {
        return new SecurityState(chargePointId, 0, null, null, null, null, null);
    }

    /** @param at when the event was stored, for those that say no time of their own */
    static SecurityState after(@Nullable SecurityState before, CredentialEvent event, Instant at) {
        SecurityState state = before == null ? none(Keys.of(event.chargePointId())) : before;
        return switch (event) {
            case AuthorizationKeySet set -> {
                NewKey kept = state.newKey != null && state.newKey.state() == NewKeyState.WAITING ? state.newKey : null;
                yield state.with(new Key(set.origin(), at), kept);
            }
            case AuthorizationKeyOffered offered ->
                state.with(state.key, new NewKey(offered.operationId().value(), NewKeyState.WAITING));
            case AuthorizationKeyTaken taken -> state.now(taken.operationId(), NewKeyState.TAKEN);
            case OldAuthorizationKeyLimited _ -> state;
            case AuthorizationKeyDoubted doubted -> state.now(doubted.operationId(), NewKeyState.DOUBTED);
            case AuthorizationKeyReplaced replaced ->
                state.with(
                        new Key(KeyOrigin.GENERATED, replaced.replacedAt()), state.otherThan(replaced.operationId()));
            case AuthorizationKeyDropped dropped -> state.with(state.key, state.otherThan(dropped.operationId()));
            case SecurityProfileSet set -> state.with(set.profile().number(), null);
            case SecurityProfileUpgradeRequested requested ->
                state.with(state.profile, requested.profile().number());
            case SecurityProfileUpgradeDropped _ -> state.with(state.profile, null);
            case SecurityProfileUpgraded upgraded ->
                state.with(upgraded.profile().number(), null);
            case CertificateOwnerSet set ->
                new SecurityState(
                        state.chargePointId,
                        state.profile,
                        state.upgradeTo,
                        state.key,
                        state.newKey,
                        set.serialNumber(),
                        set.cpoName());
        };
    }

    private @Nullable NewKey otherThan(OperationId operation) {
        return newKey == null || newKey.isOf(operation) ? null : newKey;
    }

    private SecurityState now(OperationId operation, NewKeyState state) {
        return newKey != null && newKey.isOf(operation) ? with(key, new NewKey(operation.value(), state)) : this;
    }

    private SecurityState with(@Nullable Key key, @Nullable NewKey newKey) {
        return new SecurityState(chargePointId, profile, upgradeTo, key, newKey, certificateSerial, cpoName);
    }

    private SecurityState with(int profile, @Nullable Integer upgradeTo) {
        return new SecurityState(chargePointId, profile, upgradeTo, key, newKey, certificateSerial, cpoName);
    }
}
