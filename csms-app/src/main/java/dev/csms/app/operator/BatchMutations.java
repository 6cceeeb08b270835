package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.BatchPayload;
import dev.csms.app.operator.OperationRequests.CancelBatchPayload;
import dev.csms.domain.operation.Request;
import dev.csms.query.chargepoint.ChargePointFilter;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationBatch;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What an operator can ask of many charge points at once. */
@Controller
final class BatchMutations {

    private final OperationRequests requests;
    private final RawCalls calls;
    private final ChargePointQueries chargePoints;

    BatchMutations(OperationRequests requests, RawCalls calls, ChargePointQueries chargePoints) {
        this.requests = requests;
        this.calls = calls;
        this.chargePoints = chargePoints;
    }

    /** Exactly one of them. */
    record RequestInput(
            Request.@Nullable ChangeAvailability changeAvailability,
            Request.@Nullable ChangeConfiguration changeConfiguration,
            @Nullable Boolean clearCache,
            Request.@Nullable DataTransfer dataTransfer,
            Request.@Nullable ExtendedTriggerMessage extendedTriggerMessage,
            Request.@Nullable GetConfiguration getConfiguration,
            Request.@Nullable GetInstalledCertificateIds getInstalledCertificateIds,
            Request.@Nullable InstallCertificate installCertificate,
            Request.@Nullable Reset reset,
            Request.@Nullable TriggerMessage triggerMessage,
            Request.@Nullable UnlockConnector unlockConnector,
            @Nullable CallInput call) {

        Request request(RawCalls calls) {
            return Stream.of(
                            changeAvailability,
                            changeConfiguration,
                            clearCache == null ? null : new Request.ClearCache(),
                            dataTransfer,
                            extendedTriggerMessage,
                            getConfiguration,
                            getInstalledCertificateIds,
                            installCertificate,
                            reset,
                            triggerMessage,
                            unlockConnector,
                            call == null ? null : calls.of(call.action(), call.payload()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> QueryProblem.badUserInput("request must say what is asked"));
        }
    }

    record CallInput(String action, Object payload) {}

    @MutationMapping
    BatchPayload requestOperations(
            @Argument @Nullable List<String> chargePointIds,
            @Argument @Nullable ChargePointFilter filter,
            @Argument RequestInput request,
            @Argument @Nullable Staging staging,
            Asking asking) {
        if ((chargePointIds == null) == (filter == null)) {
            throw QueryProblem.badUserInput("either chargePointIds or filter says which charge points are asked");
        }
        List<String> before = requests.beforeInBatch(asking);
        return requests.batch(
                asking,
                chargePointIds != null ? chargePointIds : chosen(filter, before),
                request.request(calls),
                staging);
    }

    /** Asked for again, those that were asked before: others may match by now. */
    private List<String> chosen(@Nullable ChargePointFilter filter, List<String> before) {
        return before.isEmpty()
                ? chargePoints.identities(Objects.requireNonNull(filter), OperationRequests.MOST_IN_A_BATCH + 1)
                : before;
    }

    @MutationMapping
    CancelBatchPayload cancelBatch(@Argument String batchId, @Argument @Nullable String reason) {
        return requests.cancelBatch(batchId, reason);
    }

    @SchemaMapping(typeName = "CancelBatchPayload", field = "batch")
    Optional<OperationBatch> batch(CancelBatchPayload payload) {
        return requests.batch(payload.batchId());
    }

    @SchemaMapping(typeName = "OperationBatchPayload", field = "batch")
    Optional<OperationBatch> batch(BatchPayload payload) {
        return requests.batch(payload.batchId());
    }
}
