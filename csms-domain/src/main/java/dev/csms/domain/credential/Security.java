package dev.csms.domain.credential;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Access.GoodKey;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDoubted;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDropped;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyOffered;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyReplaced;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeySet;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.credential.CredentialEvent.CertificateOwnerSet;
import dev.csms.domain.credential.CredentialEvent.DropReason;
import dev.csms.domain.credential.CredentialEvent.OldAuthorizationKeyLimited;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileSet;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeDropped;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeRequested;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgraded;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request.ChangeAuthorizationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one charge point proves who it is. Part of {@link dev.csms.domain.chargepoint.ChargePoint}.
 *
 * <p>A change is complete when the charge point has come in by it, not when it has said that it agrees: until then it
 * comes in as before, too, so that a change that fails on its side never keeps it out. But a key that it has agreed to
 * exchange for another is good for some time only, since it may be known to somebody.
 */
public final class Security {

    /** New keys that the charge point may have taken and has not used; more are a mistake. */
    static final int MOST_NEW_KEYS = 5;

    private static final String ACCEPTED = "Accepted";

    private SecurityProfile profile = SecurityProfile.UNSECURED;
    private @Nullable Upgrade upgrade;
    private @Nullable KeyVerifier key;

    /** Before which the key is good; null if there is no end. */
    private @Nullable Instant keyUntil;

    /** By the operation that brings them, oldest first. */
    private final Map<String, NewKey> newKeys = new LinkedHashMap<>();

    private @Nullable String serialNumber;
    private @Nullable String cpoName;

    public Security() {}

    private record Upgrade(OperationId operationId, SecurityProfile to) {}

    private enum Delivery {
        WAITING,
        TAKEN,
        DOUBTED
    }

    /** @param until before which it is good; null if there is no end */
    private record NewKey(
            OperationId operationId,
            String keyReference,
            KeyVerifier verifier,
            Delivery delivery,
            @Nullable Instant until) {

        NewKey now(Delivery later) {
            return new NewKey(operationId, keyReference, verifier, later, until);
        }

        NewKey limited(Instant end) {
            return new NewKey(operationId, keyReference, verifier, delivery, earlier(until, end));
        }
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    // ---- by decision

    /** @param verifier of its key; null if it has none yet */
    public void registered(
            ChargePointId chargePointId, SecurityProfile first, @Nullable KeyVerifier verifier, KeyOrigin origin) {
        if (first != SecurityProfile.UNSECURED) {
            apply(new SecurityProfileSet(chargePointId, first, null));
        }
        if (verifier != null) {
            apply(new AuthorizationKeySet(chargePointId, verifier, origin));
        }
    }

    public void setKey(ChargePointId chargePointId, KeyVerifier verifier, KeyOrigin origin) {
        if (!verifier.equals(key)) {
            apply(new AuthorizationKeySet(chargePointId, verifier, origin));
        }
    }

    public void setProfile(ChargePointId chargePointId, SecurityProfile decided, @Nullable String reason) {
        if (decided != profile || upgrade != null) {
            apply(new SecurityProfileSet(chargePointId, decided, reason));
        }
    }

    public void setCertificateOwner(ChargePointId chargePointId, @Nullable String serial, @Nullable String owner) {
        if (!Objects.equals(serial, serialNumber) || !Objects.equals(owner, cpoName)) {
            apply(new CertificateOwnerSet(chargePointId, serial, owner));
        }
    }

    // ---- at the door

    /** @param told serial numbers that the charge point tells of itself */
    public Access access(ChargePointId chargePointId, List<String> told) {
        List<GoodKey> keys = new ArrayList<>();
        if (key != null) {
            keys.add(new GoodKey(key, keyUntil));
        }
        newKeys.values().forEach(it -> keys.add(new GoodKey(it.verifier(), it.until())));
        return new Access(
                chargePointId,
                profile,
                upgrade == null ? null : upgrade.to(),
                List.copyOf(keys),
                serialNumber == null ? told : List.of(serialNumber),
                cpoName);
    }

    /**
     * Whether it is still good what somebody was let in by.
     *
     * @param verifier that the key fitted; null where no key was needed
     */
    public boolean admits(Authentication authentication, @Nullable KeyVerifier verifier, Instant at) {
        SecurityProfile by = authentication.profile();
        boolean goodProfile = by == profile || upgrade != null && by == upgrade.to();
        return goodProfile && (!by.usesKey() || verifier != null && isGood(verifier, at));
    }

    private boolean isGood(KeyVerifier verifier, Instant at) {
        NewKey found = verifier.equals(key) ? null : find(verifier);
        return found == null
                ? verifier.equals(key) && new GoodKey(verifier, keyUntil).isGood(at)
                : new GoodKey(verifier, found.until()).isGood(at);
    }

    private @Nullable NewKey find(KeyVerifier verifier) {
        return newKeys.values().stream()
                .filter(it -> it.verifier().equals(verifier))
                .findFirst()
                .orElse(null);
    }

    /** It has come in by this. */
    public void opened(
            ChargePointId chargePointId, Authentication authentication, @Nullable KeyVerifier verifier, Instant at) {
        if (verifier != null) {
            NewKey used = verifier.equals(key) ? null : find(verifier);
            if (used != null) {
                apply(new AuthorizationKeyReplaced(chargePointId, used.operationId(), used.keyReference(), at));
            } else {
                for (NewKey each : List.copyOf(newKeys.values())) {
                    if (each.delivery() == Delivery.DOUBTED) {
                        drop(chargePointId, each, DropReason.OLD_KEY_USED, at);
                    }
                }
            }
        }
        if (upgrade != null && authentication.profile() == upgrade.to()) {
            apply(new SecurityProfileUpgraded(chargePointId, upgrade.operationId(), upgrade.to(), profile, at));
        }
    }

    private static void drop(ChargePointId chargePointId, NewKey which, DropReason reason, Instant at) {
        apply(new AuthorizationKeyDropped(chargePointId, which.operationId(), which.keyReference(), reason, at));
    }

    // ---- by operations

    /** What is questionable about another new key; each a sentence. */
    List<String> problemsOfNewKey() {
        List<String> problems = new ArrayList<>();
        newKeys.values().stream()
                .filter(it -> it.delivery() == Delivery.WAITING)
                .findFirst()
                .ifPresent(it -> problems.add(
                        "operation " + it.operationId() + " is bringing a new AuthorizationKey to it already"));
        if (newKeys.size() >= MOST_NEW_KEYS) {
            problems.add("it has been sent " + newKeys.size() + " new AuthorizationKeys and has used none of them");
        }
        return problems;
    }

    /**
     * What is questionable about a change of the profile; each a sentence.
     *
     * @param knownCpoName what the charge point says that its operator is called; null if that is not known
     */
    List<String> problems(SecurityProfile wanted, @Nullable String knownCpoName) {
        List<String> problems = new ArrayList<>();
        if (!wanted.isHigherThan(profile)) {
            problems.add("the security profile of the charge point is " + profile.number()
                    + " and can only be raised over OCPP");
        }
        boolean hasKey = key != null || newKeys.values().stream().anyMatch(it -> it.delivery() == Delivery.TAKEN);
        if (wanted.usesKey() && !hasKey) {
            problems.add("security profile " + wanted.number() + " needs an AuthorizationKey, and it has none");
        }
        if (wanted == SecurityProfile.TLS_CERTIFICATE && cpoName == null && knownCpoName == null) {
            problems.add("security profile 3 needs the configuration key CpoName, and it is not known to be set");
        }
        return problems;
    }

    void offered(ChargePointId chargePointId, OperationId operationId, ChangeAuthorizationKey change, Instant at) {
        apply(new AuthorizationKeyOffered(chargePointId, operationId, change.keyReference(), change.verifier(), at));
    }

    /**
     * It is known what became of a new key, or that it never will be.
     *
     * @param outcome  null if it was never sent
     * @param validity for which the keys before are good after it has agreed to the new one, if it does not use that
     */
    void concluded(
            ChargePointId chargePointId,
            OperationId operationId,
            @Nullable Outcome outcome,
            Instant at,
            Duration validity) {
        NewKey brought = newKeys.get(operationId.value());
        if (brought == null) { // it has used it before its answer came
            return;
        }
        switch (outcome) {
            case null -> drop(chargePointId, brought, DropReason.NEVER_SENT, at);
            case Outcome.Answered _
            when isTakenOn(outcome) -> {
                apply(new AuthorizationKeyTaken(chargePointId, operationId, brought.keyReference(), at));
                if (outcome.is(ACCEPTED)) { // else it goes on with the old one until it has rebooted, whenever that is
                    apply(new OldAuthorizationKeyLimited(chargePointId, operationId, at.plus(validity)));
                }
            }
            case Outcome.Answered _ -> drop(chargePointId, brought, DropReason.REFUSED, at);
            case Outcome.Failed _, Outcome.Lost _ ->
                apply(new AuthorizationKeyDoubted(chargePointId, operationId, brought.keyReference(), at));
            case Outcome.NotSent _ -> {}
        }
    }

    private static boolean isTakenOn(Outcome outcome) {
        return outcome.is(ACCEPTED) || outcome.is("RebootRequired");
    }

    void upgradeRequested(ChargePointId chargePointId, OperationId operationId, SecurityProfile wanted, Instant at) {
        if (wanted.isHigherThan(profile)) {
            apply(new SecurityProfileUpgradeRequested(chargePointId, operationId, wanted, at));
        }
    }

    /** Only a clear no ends it: a charge point that cannot come by the new profile falls back to the old one. */
    void upgradeConcluded(ChargePointId chargePointId, OperationId operationId, @Nullable Outcome outcome, Instant at) {
        boolean no = outcome == null || outcome instanceof Outcome.Answered && !isTakenOn(outcome);
        if (no && upgrade != null && upgrade.operationId().equals(operationId)) {
            apply(new SecurityProfileUpgradeDropped(chargePointId, operationId, upgrade.to(), at));
        }
    }

    // ---- what happened

    public void on(CredentialEvent event) {
        switch (event) {
            case AuthorizationKeySet set -> {
                key = set.verifier();
                keyUntil = null;
                newKeys.values().removeIf(it -> it.delivery() != Delivery.WAITING);
            }
            case AuthorizationKeyOffered offered ->
                newKeys.put(
                        offered.operationId().value(),
                        new NewKey(
                                offered.operationId(),
                                offered.keyReference(),
                                offered.verifier(),
                                Delivery.WAITING,
                                null));
            case AuthorizationKeyTaken taken -> now(taken.operationId(), Delivery.TAKEN);
            case OldAuthorizationKeyLimited limited -> limit(limited.operationId(), limited.until());
            case AuthorizationKeyDoubted doubted -> now(doubted.operationId(), Delivery.DOUBTED);
            case AuthorizationKeyReplaced replaced -> replacedBy(replaced.operationId());
            case AuthorizationKeyDropped dropped ->
                newKeys.remove(dropped.operationId().value());
            case SecurityProfileSet set -> {
                profile = set.profile();
                upgrade = null;
            }
            case SecurityProfileUpgradeRequested requested ->
                upgrade = new Upgrade(requested.operationId(), requested.profile());
            case SecurityProfileUpgradeDropped _ -> upgrade = null;
            case SecurityProfileUpgraded upgraded -> {
                profile = upgraded.profile();
                upgrade = null;
            }
            case CertificateOwnerSet set -> {
                serialNumber = set.serialNumber();
                cpoName = set.cpoName();
            }
        }
    }

    private void now(OperationId operationId, Delivery delivery) {
        newKeys.computeIfPresent(operationId.value(), (_, it) -> it.now(delivery));
    }

    /** All that were there before the key that this operation has brought. */
    private void limit(OperationId operationId, Instant until) {
        keyUntil = earlier(keyUntil, until);
        for (String each : List.copyOf(newKeys.keySet())) {
            if (each.equals(operationId.value())) {
                return;
            }
            newKeys.computeIfPresent(each, (_, it) -> it.limited(until));
        }
    }

    /** Those that were sent before are overtaken by it. */
    private void replacedBy(OperationId operationId) {
        for (String each : List.copyOf(newKeys.keySet())) {
            NewKey removed = Objects.requireNonNull(newKeys.remove(each));
            if (each.equals(operationId.value())) {
                key = removed.verifier();
                keyUntil = removed.until();
                return;
            }
        }
    }
}
