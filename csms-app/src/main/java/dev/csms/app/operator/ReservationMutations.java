package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.reservation.ReservationCommand.ReserveConnector;
import dev.csms.domain.reservation.ReservationTerms;
import dev.csms.domain.reservation.ReserveAnswer;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.operation.OperationView;
import dev.csms.query.reservation.ReservationProjection;
import dev.csms.query.reservation.ReservationQueries;
import dev.csms.query.reservation.ReservationView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about reservations. */
@Controller
final class ReservationMutations {

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final ReservationQueries reservations;

    ReservationMutations(OperationRequests requests, OperatorCommands operator, ReservationQueries reservations) {
        this.requests = requests;
        this.operator = operator;
        this.reservations = reservations;
    }

    record ReservationPayload(ReservationView reservation, OperationView operation) {}

    @MutationMapping
    ReservationPayload reserveNow(
            @Argument String chargePointId,
            @Argument int connectorId,
            @Argument String idTag,
            @Argument @Nullable String parentIdTag,
            @Argument Instant expiryDate,
            @Argument @Nullable Integer reservationId,
            @Argument @Nullable OperationOptions options) {
        OperationOptions chosen = OperationOptions.orUsual(options);
        Duration patience = chosen.patience();
        OperationId operation = OperationId.random();
        int likeness = reservationId == null ? 1 : reservationId;
        ReserveAnswer answer = requests.send(
                "reserveNow",
                chargePointId,
                new Request.ReserveNow(connectorId, expiryDate, idTag, parentIdTag, likeness),
                chosen,
                (deadline, now) -> new ReserveConnector(
                        new ChargePointId(chargePointId),
                        operation,
                        reservationId,
                        new ReservationTerms(connectorId, idTag, parentIdTag, expiryDate),
                        chosen.delivery(),
                        deadline,
                        chosen.forced(),
                        chosen.reason(),
                        now),
                ReserveAnswer::request);
        OperationView outcome = requests.view(operation, patience);
        return new ReservationPayload(
                operator.readBack(
                        ReservationProjection.GROUP,
                        () -> reservations.reservation(answer.reservationId()),
                        "reservation " + answer.reservationId()),
                outcome);
    }

    /** A number that we do not know can be cancelled as well, at a charge point that is named. */
    @MutationMapping
    OperationPayload cancelReservation(
            @Argument int reservationId,
            @Argument @Nullable String chargePointId,
            @Argument @Nullable OperationOptions options) {
        String chargePoint = chargePointId != null
                ? chargePointId
                : reservations
                        .reservation(reservationId)
                        .map(ReservationView::chargePointIdentity)
                        .orElseThrow(() -> QueryProblem.notFound(
                                "there is no reservation " + reservationId + "; to cancel it, name the charge point"));
        return requests.request(
                "cancelReservation", chargePoint, new Request.CancelReservation(reservationId), options);
    }
}
