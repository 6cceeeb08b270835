package dev.csms.domain.reservation;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommandHandler;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.RequestAnswer;
import dev.csms.domain.reservation.ReservationCommand.ReserveConnector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** Gives reservations their ids and puts them on the road of all operations, which stores both together. */
public final class ReservationCommandHandler {

    private final Aggregates aggregates;
    private final OperationCommandHandler operations;
    private final ReservationIds ids;

    public ReservationCommandHandler(Aggregates aggregates, OperationCommandHandler operations, ReservationIds ids) {
        this.aggregates = aggregates;
        this.operations = operations;
        this.ids = ids;
    }

    @CommandHandler
    ReserveAnswer handle(ReserveConnector command) {
        Optional<Integer> same = reservations(command, it -> it.askedBy(command.operationId()));
        if (same.isPresent()) {
            return new ReserveAnswer(same.get(), RequestAnswer.TAKEN);
        }
        Optional<RequestAnswer> before =
                chargePoint(command).invoke(point -> point.recall(command.idempotencyKey(), command.requestedAt()));
        if (before.isPresent()) {
            return new ReserveAnswer(0, before.get());
        }
        if (command.reservationId() != null
                && !command.force()
                && !reservations(command, it -> it.isLive(command.reservationId()))) {
            return new ReserveAnswer(
                    command.reservationId(),
                    RequestAnswer.refused(
                            Refusal.Reason.QUESTIONABLE,
                            List.of("this charge point holds no reservation " + command.reservationId()
                                    + " that could be changed")));
        }
        int id = command.reservationId() == null ? ids.next() : command.reservationId();
        ReservationTerms terms = command.terms();
        RequestAnswer answer = operations.request(new RequestOperation(
                command.chargePointId(),
                command.operationId(),
                new Request.ReserveNow(terms.connectorId(), terms.expiresAt(), terms.idTag(), terms.parentIdTag(), id),
                command.delivery(),
                deadline(command),
                command.force(),
                command.reason(),
                null,
                command.requestedAt(),
                null,
                command.idempotencyKey()));
        return new ReserveAnswer(id, answer);
    }

    private <R> R reservations(ReserveConnector command, Function<Reservations, R> question) {
        return chargePoint(command).invoke(point -> question.apply(point.reservations()));
    }

    private Aggregate<ChargePoint> chargePoint(ReserveConnector command) {
        return aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString());
    }

    /** A reservation that has waited until its own end is pointless; one that never had a future is sent if forced. */
    private static Instant deadline(ReserveConnector command) {
        Instant expiresAt = command.terms().expiresAt();
        return expiresAt.isAfter(command.requestedAt()) && expiresAt.isBefore(command.deadline())
                ? expiresAt
                : command.deadline();
    }
}
