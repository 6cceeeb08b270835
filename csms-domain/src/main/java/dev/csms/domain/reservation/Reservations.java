package dev.csms.domain.reservation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ReserveNow;
import dev.csms.domain.reservation.ReservationEvent.ConnectorZeroReservationsReported;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationOutcomeUnknown;
import dev.csms.domain.reservation.ReservationEvent.ReservationRefused;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationEvent.ReservationUsed;
import dev.csms.domain.transaction.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reservations of one charge point. Part of {@link dev.csms.domain.chargepoint.ChargePoint}. */
public final class Reservations {

    /** How far a charge point's clock may be off before what it says belongs to another time. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** Ended reservations that a transaction, reported late, may still prove used. */
    private static final int MOST_REMEMBERED = 20;

    private final Map<Integer, Reservation> live = new LinkedHashMap<>();

    /** The latest that have ended unused, oldest first. */
    private final Map<Integer, Reservation> ended = new LinkedHashMap<>();

    /** Null until the charge point has said so. */
    private @Nullable Boolean connectorZero;

    public Reservations() {}

    /**
     * A transaction that has started, as far as it matters to reservations.
     *
     * @param parentIdTag   group of its idTag
     * @param reservationId as said by the charge point
     * @param startedAt     charge point clock where that can be believed, else ours
     */
    public record Start(
            TransactionId transactionId,
            int connectorId,
            String idTag,
            @Nullable String parentIdTag,
            @Nullable Integer reservationId,
            Instant startedAt,
            Instant receivedAt) {}

    /** @param connectors those that the charge point has reported; none if it has reported none yet */
    List<String> problems(Request request, Set<Integer> connectors, Instant at) {
        return switch (request) {
            case ReserveNow reserve -> problems(reserve, connectors, at);
            case Request.CancelReservation cancel
            when !live.containsKey(cancel.reservationId()) ->
                List.of("this charge point holds no reservation " + cancel.reservationId());
            default -> List.of();
        };
    }

    private List<String> problems(ReserveNow reserve, Set<Integer> connectors, Instant at) {
        List<String> problems = new ArrayList<>();
        if (!reserve.expiryDate().isAfter(at)) {
            problems.add("the reservation would be over already: it ends at " + reserve.expiryDate());
        }
        if (reserve.connectorId() == 0 && Boolean.FALSE.equals(connectorZero)) {
            problems.add("the charge point says that it cannot be reserved without naming a connector");
        }
        List<Reservation> others = live.values().stream()
                .filter(it -> it.reservationId() != reserve.reservationId())
                .filter(it -> !it.strictest().isOverAt(at))
                .toList();
        others.stream()
                .filter(it -> reserve.connectorId() > 0 && it.strictest().connectorId() == reserve.connectorId())
                .findFirst()
                .ifPresent(it -> problems.add("connector %d is reserved until %s (reservation %d)"
                        .formatted(reserve.connectorId(), it.strictest().expiresAt(), it.reservationId())));
        long places = connectors.stream().filter(it -> it > 0).count();
        if (problems.isEmpty() && places > 0 && others.size() >= places) {
            problems.add("all connectors of the charge point are reserved");
        }
        return problems;
    }

    /** Whether there is one to be changed. */
    boolean isLive(int reservationId) {
        return live.containsKey(reservationId);
    }

    /** The one that this operation asks for, until that has its outcome. */
    Optional<Integer> askedBy(OperationId operationId) {
        return live.values().stream()
                .filter(it -> operationId.equals(it.asked()))
                .map(Reservation::reservationId)
                .findFirst();
    }

    void requested(ChargePointId chargePointId, OperationId operationId, ReserveNow reserve, Instant at) {
        if (askedBy(operationId).isEmpty()) {
            apply(new ReservationRequested(chargePointId, reserve.reservationId(), operationId, termsOf(reserve), at));
        }
    }

    /** If it has ended in the meantime, then by what came after the charge point's answer. */
    void concluded(
            ChargePointId chargePointId, OperationId operationId, ReserveNow reserve, Outcome outcome, Instant at) {
        int id = reserve.reservationId();
        if (!live.containsKey(id)) {
            return;
        }
        switch (outcome) {
            case Outcome.Answered _
            when outcome.isAccepted() ->
                apply(new ReservationAccepted(chargePointId, id, operationId, termsOf(reserve), at));
            case Outcome.Answered answered -> refused(chargePointId, operationId, id, refusal(answered.status()), at);
            case Outcome.Failed _ -> refused(chargePointId, operationId, id, ReservationRefusal.NOT_HANDLED, at);
            case Outcome.Lost _ ->
                apply(new ReservationOutcomeUnknown(chargePointId, id, operationId, termsOf(reserve), at));
            case Outcome.NotSent _ -> {}
        }
    }

    void abandoned(ChargePointId chargePointId, OperationId operationId, ReserveNow reserve, Instant at) {
        if (live.containsKey(reserve.reservationId())) {
            refused(chargePointId, operationId, reserve.reservationId(), ReservationRefusal.NOT_SENT, at);
        }
    }

    private void refused(
            ChargePointId chargePointId, OperationId operationId, int id, ReservationRefusal refusal, Instant at) {
        Reservation reservation = live.get(id);
        boolean stands = reservation != null && reservation.terms() != null;
        apply(new ReservationRefused(chargePointId, id, operationId, refusal, stands, at));
    }

    /** Rejected means that there is no such reservation (OCPP 1.6 §7.5): then it has ended without our knowledge. */
    void cancelConcluded(ChargePointId chargePointId, int reservationId, Outcome outcome, Instant at) {
        if (!live.containsKey(reservationId)) {
            return;
        }
        if (outcome.is("Accepted")) {
            apply(new ReservationEnded(chargePointId, reservationId, ReservationEnd.CANCELLED, at));
        } else if (outcome.is("Rejected")) {
            apply(new ReservationEnded(chargePointId, reservationId, ReservationEnd.NOT_HELD, at));
        }
    }

    /** Ends the one that this transaction uses: the one that it names, else one for its tag or group on its connector. */
    public void transactionStarted(ChargePointId chargePointId, Start start) {
        named(start)
                .or(() -> fitting(start))
                .ifPresent(it -> apply(new ReservationUsed(
                        chargePointId,
                        it.reservationId(),
                        start.transactionId(),
                        start.connectorId(),
                        start.receivedAt())));
    }

    /** What the charge point names it has held, whatever we had taken it for. */
    private Optional<Reservation> named(Start start) {
        Integer id = start.reservationId();
        if (id == null) {
            return Optional.empty();
        }
        Reservation reservation = live.get(id);
        return Optional.ofNullable(reservation == null ? ended.get(id) : reservation);
    }

    private Optional<Reservation> fitting(Start start) {
        return Stream.concat(live.values().stream(), ended.values().stream().filter(Reservation::expired))
                .filter(it -> it.terms() != null && fits(it.terms(), it.since(), start))
                .min(Comparator.comparing((Reservation it) -> !it.strictest().isFor(start.idTag()))
                        .thenComparing(it -> it.strictest().connectorId() == 0));
    }

    private static boolean fits(ReservationTerms terms, Instant since, Start start) {
        return terms.covers(start.connectorId())
                && terms.admits(start.idTag(), start.parentIdTag())
                && !terms.isOverAt(start.startedAt())
                && !start.startedAt().isBefore(since.minus(CLOCK_TOLERANCE));
    }

    /**
     * A connector, or the charge point itself on connector 0, is in a new state; a fault or its being taken out of
     * service ends what is reserved there.
     *
     * @param reportedAt charge point clock; absent if it gave none
     */
    public void statusChanged(
            ChargePointId chargePointId,
            int connectorId,
            ChargePointStatus status,
            @Nullable Instant reportedAt,
            Instant receivedAt) {
        switch (status) {
            case FAULTED -> endOn(chargePointId, connectorId, ReservationEnd.CONNECTOR_FAULTED, reportedAt, receivedAt);
            case UNAVAILABLE ->
                endOn(chargePointId, connectorId, ReservationEnd.CONNECTOR_UNAVAILABLE, reportedAt, receivedAt);
            default -> {}
        }
    }

    private void endOn(
            ChargePointId chargePointId,
            int connectorId,
            ReservationEnd end,
            @Nullable Instant reportedAt,
            Instant receivedAt) {
        endAll(
                chargePointId,
                it -> it.terms() != null
                        && (connectorId == 0 || it.terms().connectorId() == connectorId)
                        && (reportedAt == null
                                || !reportedAt.isBefore(it.since().minus(CLOCK_TOLERANCE))),
                end,
                receivedAt);
    }

    /** Ends those whose time is over; one that waits for its answer is not touched. */
    public void expire(ChargePointId chargePointId, Instant at) {
        endAll(
                chargePointId,
                it -> it.terms() != null && it.asked() == null && it.terms().isOverAt(at),
                ReservationEnd.EXPIRED,
                at);
    }

    private void endAll(
            ChargePointId chargePointId, Predicate<Reservation> which, ReservationEnd end, Instant endedAt) {
        for (Reservation reservation : List.copyOf(live.values())) {
            if (which.test(reservation)) {
                apply(new ReservationEnded(chargePointId, reservation.reservationId(), end, endedAt));
            }
        }
    }

    void connectorZeroReported(ChargePointId chargePointId, boolean supported, Instant at) {
        if (!Boolean.valueOf(supported).equals(connectorZero)) {
            apply(new ConnectorZeroReservationsReported(chargePointId, supported, at));
        }
    }

    public void on(ReservationEvent event) {
        switch (event) {
            case ReservationRequested requested -> {
                int id = requested.reservationId();
                ended.remove(id);
                Reservation earlier = live.get(id);
                live.put(
                        id,
                        earlier == null
                                ? new Reservation(
                                        id,
                                        null,
                                        requested.operationId(),
                                        requested.terms(),
                                        requested.requestedAt(),
                                        false)
                                : earlier.askedAgain(requested.operationId(), requested.terms()));
            }
            case ReservationAccepted accepted ->
                live.computeIfPresent(
                        accepted.reservationId(), (_, it) -> it.on(accepted.terms(), accepted.operationId()));
            case ReservationOutcomeUnknown unknown ->
                live.computeIfPresent(
                        unknown.reservationId(), (_, it) -> it.on(unknown.terms(), unknown.operationId()));
            case ReservationRefused refused -> {
                if (refused.earlierStands()) {
                    live.computeIfPresent(refused.reservationId(), (_, it) -> it.notChanged(refused.operationId()));
                } else {
                    live.remove(refused.reservationId());
                }
            }
            case ReservationUsed used -> {
                live.remove(used.reservationId());
                ended.remove(used.reservationId());
            }
            case ReservationEnded end -> {
                Reservation reservation = live.remove(end.reservationId());
                if (reservation != null) {
                    ended.put(end.reservationId(), reservation.ended(end.end()));
                    while (ended.size() > MOST_REMEMBERED) {
                        ended.remove(ended.keySet().iterator().next());
                    }
                }
            }
            case ConnectorZeroReservationsReported reported -> connectorZero = reported.supported();
        }
    }

    private static ReservationTerms termsOf(ReserveNow reserve) {
        return new ReservationTerms(
                reserve.connectorId(), reserve.idTag(), reserve.parentIdTag(), reserve.expiryDate());
    }

    private static ReservationRefusal refusal(@Nullable String status) {
        return switch (status) {
            case "Occupied" -> ReservationRefusal.OCCUPIED;
            case "Faulted" -> ReservationRefusal.FAULTED;
            case "Unavailable" -> ReservationRefusal.UNAVAILABLE;
            case null, default -> ReservationRefusal.REJECTED;
        };
    }
}
