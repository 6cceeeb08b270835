package dev.csms.domain.credential;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeAuthorizationKey;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Takes over what charge points answer to new keys and to higher security profiles. */
public final class CredentialFeature implements OperationFeature {

    private static final String SECURITY_PROFILE = "SecurityProfile";
    private static final String CPO_NAME = "CpoName";

    private final Aggregates aggregates;
    private final Duration oldKeyValidity;

    /**
     * @param oldKeyValidity for which the key of a charge point is good after it has agreed to another one, if it does
     *                       not use that
     */
    public CredentialFeature(Aggregates aggregates, Duration oldKeyValidity) {
        this.aggregates = aggregates;
        this.oldKeyValidity = oldKeyValidity;
    }

    /** The profile that a request asks for, if it asks for one that there is. */
    private static Optional<SecurityProfile> profile(Request request) {
        if (request instanceof ChangeConfiguration change
                && change.key().strip().equalsIgnoreCase(SECURITY_PROFILE)
                && change.value().strip().matches("[0-3]")) {
            return Optional.of(
                    SecurityProfile.of(Integer.parseInt(change.value().strip())));
        }
        return Optional.empty();
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        if (request instanceof ChangeAuthorizationKey) {
            return chargePoint(chargePointId).invoke(point -> point.security().problemsOfNewKey());
        }
        return profile(request)
                .map(wanted -> {
                    String cpoName = KnownConfiguration.of(aggregates, chargePointId)
                            .value(CPO_NAME)
                            .filter(name -> !name.isBlank())
                            .orElse(null);
                    return chargePoint(chargePointId)
                            .invoke(point -> point.security().problems(wanted, cpoName));
                })
                .orElse(List.of());
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof ChangeAuthorizationKey change) {
            change(chargePointId, point -> point.security().offered(point.chargePointId(), operationId, change, at));
        }
        profile(request)
                .ifPresent(wanted -> change(
                        chargePointId,
                        point -> point.security().upgradeRequested(point.chargePointId(), operationId, wanted, at)));
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        settle(chargePointId, operationId, request, outcome, at);
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        settle(chargePointId, operationId, request, null, at);
    }

    private void settle(
            ChargePointId chargePointId,
            OperationId operationId,
            Request request,
            @Nullable Outcome outcome,
            Instant at) {
        if (request instanceof ChangeAuthorizationKey) {
            change(
                    chargePointId,
                    point -> point.security()
                            .concluded(point.chargePointId(), operationId, outcome, at, oldKeyValidity));
        } else if (profile(request).isPresent()) {
            change(
                    chargePointId,
                    point -> point.security().upgradeConcluded(point.chargePointId(), operationId, outcome, at));
        }
    }

    private void change(ChargePointId chargePointId, Consumer<ChargePoint> how) {
        chargePoint(chargePointId).execute(how);
    }

    private Aggregate<ChargePoint> chargePoint(ChargePointId chargePointId) {
        return aggregates.repository(ChargePoint.class).load(chargePointId.toString());
    }
}
