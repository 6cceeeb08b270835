package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.chargingprofile.ChargingProfileIds;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ClearCriteria;
import dev.csms.domain.operation.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** How an operator limits what a charge point draws. */
@Controller
final class ChargingProfileMutations {

    private final OperationRequests requests;
    private final ChargingProfileIds ids;

    ChargingProfileMutations(OperationRequests requests, ChargingProfileIds ids) {
        this.requests = requests;
        this.ids = ids;
    }

    @MutationMapping
    OperationPayload setChargingProfile(
            @Argument String chargePointId,
            @Argument int connectorId,
            @Argument ChargingProfileInput chargingProfile,
            Asking asking) {
        return requests.request(
                asking, chargePointId, () -> new Request.SetChargingProfile(connectorId, chargingProfile.profile(ids)));
    }

    @MutationMapping
    OperationPayload clearChargingProfile(
            @Argument String chargePointId,
            @Argument @Nullable Integer chargingProfileId,
            @Argument @Nullable Integer connectorId,
            @Argument @Nullable ChargingProfilePurpose chargingProfilePurpose,
            @Argument @Nullable Integer stackLevel,
            Asking asking) {
        return requests.request(
                asking,
                chargePointId,
                () -> new Request.ClearChargingProfile(
                        new ClearCriteria(chargingProfileId, connectorId, chargingProfilePurpose, stackLevel)));
    }

    @MutationMapping
    OperationPayload getCompositeSchedule(
            @Argument String chargePointId,
            @Argument int connectorId,
            @Argument int durationSeconds,
            @Argument @Nullable ChargingRateUnit unit,
            Asking asking) {
        return requests.request(
                asking, chargePointId, () -> new Request.GetCompositeSchedule(connectorId, durationSeconds, unit));
    }
}
