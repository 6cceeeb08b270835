package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.domain.operation.AvailabilityType;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.ResetType;
import dev.csms.query.graphql.QueryProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator can ask of one charge point. */
@Controller
final class OperationMutations {

    private final OperationRequests requests;
    private final RawCalls calls;
    private final ChargingProfileIds chargingProfileIds;

    OperationMutations(OperationRequests requests, RawCalls calls, ChargingProfileIds chargingProfileIds) {
        this.requests = requests;
        this.calls = calls;
        this.chargingProfileIds = chargingProfileIds;
    }

    @MutationMapping
    OperationPayload changeAvailability(
            @Argument String chargePointId, @Argument int connectorId, @Argument AvailabilityType type, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.ChangeAvailability(connectorId, type));
    }

    @MutationMapping
    OperationPayload changeConfiguration(
            @Argument String chargePointId, @Argument String key, @Argument String value, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.ChangeConfiguration(key, value));
    }

    @MutationMapping
    OperationPayload clearCache(@Argument String chargePointId, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.ClearCache());
    }

    @MutationMapping
    OperationPayload dataTransfer(
            @Argument String chargePointId,
            @Argument String vendorId,
            @Argument @Nullable String messageId,
            @Argument @Nullable String data,
            Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.DataTransfer(vendorId, messageId, data));
    }

    @MutationMapping
    OperationPayload getConfiguration(
            @Argument String chargePointId, @Argument @Nullable List<String> keys, Asking asking) {
        return requests.request(
                asking, chargePointId, () -> new Request.GetConfiguration(keys == null ? List.of() : keys));
    }

    @MutationMapping
    OperationPayload remoteStartTransaction(
            @Argument String chargePointId,
            @Argument String idTag,
            @Argument @Nullable Integer connectorId,
            @Argument @Nullable ChargingProfileInput chargingProfile,
            Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                () -> new Request.RemoteStartTransaction(
                        idTag,
                        connectorId,
                        chargingProfile == null ? null : chargingProfile.profile(chargingProfileIds)));
    }

    @MutationMapping
    OperationPayload remoteStopTransaction(@Argument String chargePointId, @Argument int transactionId, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.RemoteStopTransaction(transactionId));
    }

    @MutationMapping
    OperationPayload reset(@Argument String chargePointId, @Argument ResetType type, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.Reset(type));
    }

    @MutationMapping
    OperationPayload triggerMessage(
            @Argument String chargePointId,
            @Argument MessageTrigger requestedMessage,
            @Argument @Nullable Integer connectorId,
            Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.TriggerMessage(requestedMessage, connectorId));
    }

    @MutationMapping
    OperationPayload unlockConnector(@Argument String chargePointId, @Argument int connectorId, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.UnlockConnector(connectorId));
    }

    @MutationMapping
    OperationPayload sendCall(
            @Argument String chargePointId,
            @Argument String action,
            @Argument Object payload,
            @Argument boolean check,
            Asking asking) {
        Request.Raw raw = calls.of(action, payload);
        if (check) {
            requests.problem(raw).ifPresent(problem -> {
                throw QueryProblem.of(QueryProblem.Code.QUESTIONABLE, problem + "; check: false sends it all the same");
            });
        }
        return requests.request(asking, chargePointId, () -> raw);
    }

    @MutationMapping
    OperationPayload cancelOperation(@Argument String operationId, @Argument @Nullable String reason) {
        return requests.cancel(operationId, reason);
    }
}
