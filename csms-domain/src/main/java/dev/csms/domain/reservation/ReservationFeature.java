package dev.csms.domain.reservation;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTags;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.CancelReservation;
import dev.csms.domain.operation.Request.ReserveNow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.modelling.command.Aggregate;

/** Makes a reservation of each ReserveNow, whoever requests it, and follows what becomes of it. */
public final class ReservationFeature implements OperationFeature {

    /** OCPP 1.6 §9.4.1 */
    private static final String CONNECTOR_ZERO_KEY = "ReserveConnectorZeroSupported";

    private final Aggregates aggregates;
    private final IdTags idTags;

    public ReservationFeature(Aggregates aggregates, IdTags idTags) {
        this.aggregates = aggregates;
        this.idTags = idTags;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case ReserveNow reserve -> {
                List<String> problems = new ArrayList<>(ofChargePoint(chargePointId, request, at));
                problems.addAll(ofIdTag(reserve, at));
                yield problems;
            }
            case CancelReservation _ -> ofChargePoint(chargePointId, request, at);
            default -> List.of();
        };
    }

    private List<String> ofChargePoint(ChargePointId chargePointId, Request request, Instant at) {
        return chargePoint(chargePointId)
                .invoke(point -> point.reservations().problems(request, point.connectors(), at));
    }

    private List<String> ofIdTag(ReserveNow reserve, Instant at) {
        String idTag = reserve.idTag().strip();
        if (idTag.isEmpty() || idTag.length() > IdTagId.MAX_LENGTH) {
            return List.of("an idTag has 1 to " + IdTagId.MAX_LENGTH + " characters");
        }
        AuthorizationStatus status = idTags.look(new IdTagId(idTag), at).status();
        return switch (status) {
            case ACCEPTED -> List.of();
            case INVALID -> List.of("idTag " + idTag + " is not known");
            default -> List.of("idTag " + idTag + " may not charge: it is " + status);
        };
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof ReserveNow reserve) {
            change(chargePointId, it -> {
                it.expire(chargePointId, at);
                it.requested(chargePointId, operationId, reserve, at);
            });
        }
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        switch (request) {
            case ReserveNow reserve ->
                change(chargePointId, it -> it.concluded(chargePointId, operationId, reserve, outcome, at));
            case CancelReservation cancel ->
                change(chargePointId, it -> it.cancelConcluded(chargePointId, cancel.reservationId(), outcome, at));
            case Request.GetConfiguration _ ->
                connectorZero(outcome)
                        .ifPresent(supported ->
                                change(chargePointId, it -> it.connectorZeroReported(chargePointId, supported, at)));
            default -> {}
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof ReserveNow reserve) {
            change(chargePointId, it -> it.abandoned(chargePointId, operationId, reserve, at));
        }
    }

    /** Empty if the answer does not say. A charge point that does not know the key does not support it (§9.4.1). */
    private static Optional<Boolean> connectorZero(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answered)
                || !(answered.answer() instanceof Answer.Configuration configuration)) {
            return Optional.empty();
        }
        if (configuration.unknownKeys().stream().anyMatch(CONNECTOR_ZERO_KEY::equalsIgnoreCase)) {
            return Optional.of(false);
        }
        return configuration.keys().stream()
                .filter(entry -> entry.key().equalsIgnoreCase(CONNECTOR_ZERO_KEY) && entry.value() != null)
                .map(entry -> "true".equalsIgnoreCase(entry.value()))
                .findFirst();
    }

    private void change(ChargePointId chargePointId, Consumer<Reservations> change) {
        chargePoint(chargePointId).execute(point -> change.accept(point.reservations()));
    }

    private Aggregate<ChargePoint> chargePoint(ChargePointId chargePointId) {
        return aggregates.repository(ChargePoint.class).load(chargePointId.toString());
    }
}
