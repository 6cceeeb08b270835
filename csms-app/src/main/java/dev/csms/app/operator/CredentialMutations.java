package dev.csms.app.operator;

import dev.csms.app.key.KeyVerifiers;
import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.CredentialCommand.SetAuthorizationKey;
import dev.csms.domain.credential.CredentialCommand.SetCertificateOwner;
import dev.csms.domain.credential.CredentialCommand.SetSecurityProfile;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeAuthorizationKey;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about how charge points prove who they are. */
@Controller
final class CredentialMutations {

    private static final String VAULT_PURPOSE = "authorization-key";
    private static final String SECURITY_PROFILE = "SecurityProfile";

    /** A key from elsewhere is replaced when its charge point next comes, whenever that is. */
    private static final OperationOptions PATIENTLY = new OperationOptions(
            null, Math.toIntExact(Duration.ofDays(30).toSeconds()), null, "its key was not made here", null, null);

    private final OperatorCommands operator;
    private final OperationRequests requests;
    private final ChargePointQueries chargePoints;
    private final KeyVerifiers keys;
    private final ObjectProvider<Vault> vault;

    CredentialMutations(
            OperatorCommands operator,
            OperationRequests requests,
            ChargePointQueries chargePoints,
            KeyVerifiers keys,
            ObjectProvider<Vault> vault) {
        this.operator = operator;
        this.requests = requests;
        this.chargePoints = chargePoints;
        this.keys = keys;
        this.vault = vault;
    }

    /** @param key absent to have one generated */
    record SetAuthorizationKeyInput(
            String identity, @Nullable String key, boolean rotate) {

        /** Inputs are shown where something goes wrong. */
        @Override
        public String toString() {
            return "SetAuthorizationKeyInput[" + identity + "]";
        }
    }

    record SetSecurityProfileInput(
            String identity, int profile, @Nullable String reason) {}

    record SetCertificateOwnerInput(
            String identity,
            @Nullable String serialNumber,
            @Nullable String cpoName) {}

    /**
     * @param chargePoint      absent if it cannot be shown yet
     * @param authorizationKey told this once, to whoever had it generated
     */
    record SetAuthorizationKeyPayload(
            @Nullable ChargePointView chargePoint,
            @Nullable String authorizationKey,
            @Nullable OperationView rotation) {

        @Override
        public String toString() {
            return "SetAuthorizationKeyPayload[***]";
        }
    }

    record ChargePointPayload(ChargePointView chargePoint) {}

    @MutationMapping
    SetAuthorizationKeyPayload setAuthorizationKey(@Argument SetAuthorizationKeyInput input) {
        KeyOrigin origin = input.key() == null ? KeyOrigin.GENERATED : KeyOrigin.IMPORTED;
        AuthorizationKey key = input.key() == null ? keys.generate() : typed(input.key());
        send(
                "setAuthorizationKey",
                input.identity(),
                id -> new SetAuthorizationKey(id, keys.of(id, key, origin), origin));
        boolean rotate = origin == KeyOrigin.IMPORTED && input.rotate();
        OperationView rotation = rotate
                ? rotate(input.identity(), Asking.once("setAuthorizationKey", PATIENTLY))
                        .operation()
                : null;
        return new SetAuthorizationKeyPayload(
                operator.readIfShown(ChargePointProjection.GROUP, () -> chargePoints.chargePoint(input.identity())),
                origin == KeyOrigin.GENERATED ? key.hex() : null,
                rotation);
    }

    private static AuthorizationKey typed(String key) {
        try {
            return AuthorizationKey.typed(key);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    @MutationMapping
    OperationPayload rotateAuthorizationKey(@Argument String chargePointId, Asking asking) {
        return rotate(chargePointId, asking);
    }

    private OperationPayload rotate(String chargePointId, Asking asking) {
        ChargePointId id = id(chargePointId);
        return requests.shown(
                asking, requests.before(asking, chargePointId).orElseGet(() -> changeKey(id, keys.generate(), asking)));
    }

    private OperationId changeKey(ChargePointId chargePoint, AuthorizationKey key, Asking asking) {
        OperationId id = OperationId.random();
        String reference = vault.getObject().keep(VAULT_PURPOSE, Secret.of(key.hex()));
        boolean wanted = false;
        try {
            OperationId asked = requests.ask(
                    asking,
                    id,
                    chargePoint.value(),
                    new ChangeAuthorizationKey(reference, keys.of(chargePoint, key, KeyOrigin.GENERATED)));
            wanted = asked.equals(id);
            return asked;
        } finally {
            if (!wanted) { // nobody will send it
                vault.getObject().forget(reference);
            }
        }
    }

    @MutationMapping
    OperationPayload upgradeSecurityProfile(@Argument String chargePointId, @Argument int profile, Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                () -> new Request.ChangeConfiguration(
                        SECURITY_PROFILE, String.valueOf(profile(profile).number())));
    }

    @MutationMapping
    ChargePointPayload setSecurityProfile(@Argument SetSecurityProfileInput input) {
        send(
                "setSecurityProfile",
                input.identity(),
                id -> new SetSecurityProfile(id, SecurityProfile.of(input.profile()), input.reason()));
        return new ChargePointPayload(view(input.identity()));
    }

    @MutationMapping
    ChargePointPayload setCertificateOwner(@Argument SetCertificateOwnerInput input) {
        send(
                "setCertificateOwner",
                input.identity(),
                id -> new SetCertificateOwner(id, orNull(input.serialNumber()), orNull(input.cpoName())));
        return new ChargePointPayload(view(input.identity()));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ChargePointId id(String identity) {
        try {
            return new ChargePointId(identity);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    private static SecurityProfile profile(int number) {
        try {
            return SecurityProfile.of(number);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    /** Makes the command. */
    @FunctionalInterface
    private interface Order {
        Object of(ChargePointId chargePointId);
    }

    private void send(String mutation, String identity, Order order) {
        operator.send(mutation, identity, subject(identity), () -> order.of(new ChargePointId(identity)));
    }

    private ChargePointView view(String identity) {
        return operator.readBack(
                ChargePointProjection.GROUP, () -> chargePoints.chargePoint(identity), subject(identity));
    }

    private static String subject(String identity) {
        return "charge point " + identity;
    }
}
