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
import java.time.Instant;
import java.util.Map;
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
            Asking asking) {
        OperationId operation = requests.before(asking, chargePointId).orElseGet(() -> {
            ReservationTerms terms = terms(connectorId, idTag, parentIdTag, expiryDate);
            return reserve(asking, chargePointId, terms, reservationId);
        });
        OperationView shown = requests.shown(asking, operation).operation();
        int number = number(shown);
        return new ReservationPayload(
                operator.readBack(
                        ReservationProjection.GROUP, () -> reservations.reservation(number), "reservation " + number),
                shown);
    }

    private static ReservationTerms terms(
            int connectorId, String idTag, @Nullable String parentIdTag, Instant expiryDate) {
        try {
            return new ReservationTerms(connectorId, idTag, parentIdTag, expiryDate);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
    }

    private OperationId reserve(
            Asking asking, String chargePointId, ReservationTerms terms, @Nullable Integer reservationId) {
        OperationOptions chosen = asking.options();
        OperationId operation = OperationId.random();
        int likeness = reservationId == null ? 1 : reservationId;
        ReserveAnswer answer = requests.send(
                asking.mutation(),
                chargePointId,
                new Request.ReserveNow(
                        terms.connectorId(), terms.expiresAt(), terms.idTag(), terms.parentIdTag(), likeness),
                chosen,
                (deadline, now) -> new ReserveConnector(
                        new ChargePointId(chargePointId),
                        operation,
                        reservationId,
                        terms,
                        chosen.delivery(),
                        deadline,
                        chosen.forced(),
                        chosen.reason(),
                        now,
                        asking.key()),
                ReserveAnswer::request);
        return answer.request().operation(operation);
    }

    /** By which the charge point knows the reservation; part of what it is asked. */
    private static int number(OperationView reserveNow) {
        return reserveNow.request() instanceof Map<?, ?> request
                        && request.get("reservationId") instanceof Number number
                ? number.intValue()
                : 0;
    }

    /** A number that we do not know can be cancelled as well, at a charge point that is named. */
    @MutationMapping
    OperationPayload cancelReservation(
            @Argument int reservationId, @Argument @Nullable String chargePointId, Asking asking) {
        String chargePoint = chargePointId != null
                ? chargePointId
                : reservations
                        .reservation(reservationId)
                        .map(ReservationView::chargePointIdentity)
                        .orElseThrow(() -> QueryProblem.notFound(
                                "there is no reservation " + reservationId + "; to cancel it, name the charge point"));
        return requests.request(asking, chargePoint, () -> new Request.CancelReservation(reservationId));
    }
}
