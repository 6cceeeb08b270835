package dev.csms.domain.transaction;

import dev.csms.domain.Aggregates;
import dev.csms.domain.ClaimedTime;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.chargingprofile.ChargingProfileFeature;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.idtag.IdTags;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.reservation.Reservations;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.domain.transaction.TransactionCommand.StopTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports of started and stopped transactions to the aggregates that they concern: the transaction, its charge
 * point, its idTag. All that one report changes is stored together.
 */
public final class TransactionCommandHandler {

    private final Aggregates aggregates;
    private final IdTags idTags;
    private final TransactionIds ids;
    private final ChargingProfileFeature profiles;
    private final FactLog facts;

    public TransactionCommandHandler(
            Aggregates aggregates, IdTags idTags, TransactionIds ids, ChargingProfileFeature profiles, FactLog facts) {
        this.aggregates = aggregates;
        this.idTags = idTags;
        this.ids = ids;
        this.profiles = profiles;
        this.facts = facts;
    }

    @CommandHandler
    StartAnswer handle(StartTransaction start) {
        Aggregate<ChargePoint> chargePoint = chargePoint(start);
        ClaimedTime time = ClaimedTime.of(start.startedAt(), start.receivedAt());
        String key = TransactionStart.keyOf(start);

        Optional<TransactionId> earlier = earlierStart(chargePoint, start, time, key);
        if (earlier.isPresent() && isRepeated(chargePoint, time, earlier.get())) {
            return new StartAnswer(earlier.get(), transaction(earlier.get()).invoke(Transaction::authorization));
        }

        TransactionId id = ids.next();
        closeEndedBy(chargePoint, start, time, id);
        IdTagInfo authorization = idTags.engage(start.idTag(), id, start.chargePointId(), start.receivedAt());
        create(Transaction.class, () -> Transaction.started(id, start, time, authorization));
        create(
                TransactionStart.class,
                () -> TransactionStart.assigned(earlier.isPresent() ? TransactionStart.keyOf(key, id) : key, id));
        chargePoint
                .invoke(point ->
                        point.occupy(start.connectorId(), id, time.effective(), key, start.idTag(), start.receivedAt()))
                .ifPresent(asked -> profiles.transactionStarted(
                        start.chargePointId(), start.connectorId(), id, asked, start.receivedAt()));
        chargePoint.execute(point -> point.reservations()
                .transactionStarted(
                        start.chargePointId(),
                        new Reservations.Start(
                                id,
                                start.connectorId(),
                                start.idTag().value(),
                                parentOf(authorization),
                                start.reservationId(),
                                time.effective(),
                                start.receivedAt())));
        checkStart(start, time, id);
        reconcile(chargePoint, start, time, id);
        return new StartAnswer(id, authorization);
    }

    /**
     * A charge point that does not keep the order of its queue may say first that a transaction has stopped: that stop is
     * on record and fitted nothing. Of several that fit now, the earliest that names an idTag is meant; the others are of
     * its later transactions.
     */
    private void reconcile(
            Aggregate<ChargePoint> chargePoint, StartTransaction start, ClaimedTime time, TransactionId id) {
        List<Aggregate<StrayStop>> fitting = chargePoint.invoke(point -> point.stopsSetAside(time.effective())).stream()
                .map(key -> aggregates.repository(StrayStop.class).load(key))
                .filter(stray -> isStopOf(id, start, time, stray, chargePoint))
                .toList();
        fitting.stream()
                .filter(stray ->
                        fitting.size() == 1 || stray.invoke(it -> it.said().idTag() != null))
                .findFirst()
                .ifPresent(stray -> reconcile(stray, chargePoint, start, id));
    }

    private void reconcile(
            Aggregate<StrayStop> stray, Aggregate<ChargePoint> chargePoint, StartTransaction start, TransactionId id) {
        StopTransaction said = stray.invoke(StrayStop::said);
        ClaimedTime time = ClaimedTime.of(said.stoppedAt(), said.receivedAt());
        String evidence = "a stop of transaction %d at %s with the meter at %s Wh%s had come at %s, before its start"
                .formatted(
                        said.transactionId(),
                        time.effective(),
                        said.meterStopWh(),
                        said.idTag() == null ? "" : " by idTag " + said.idTag().value(),
                        said.receivedAt());
        stray.execute(it -> it.reconcile(id, ReconciliationRule.STOP_BEFORE_START, evidence, start.receivedAt()));
        chargePoint.execute(point -> point.takeUp(stray.identifierAsString(), id));
        end(said, chargePoint, transaction(id), time, stray.invoke(StrayStop::answer));
    }

    /**
     * Whether a stop that came before is of this start: it fits no other transaction, none has started since, and what is
     * known of the clock and of queues allows it.
     */
    private boolean isStopOf(
            TransactionId id,
            StartTransaction start,
            ClaimedTime startTime,
            Aggregate<StrayStop> stray,
            Aggregate<ChargePoint> chargePoint) {
        StopTransaction said = stray.invoke(StrayStop::said);
        ClaimedTime time = ClaimedTime.of(said.stoppedAt(), said.receivedAt());
        boolean couldFollow = startTime.trust() == ClaimedTime.Trust.AHEAD
                ? time.trust() == ClaimedTime.Trust.AHEAD // the same clock
                : !startTime.effective().isAfter(said.receivedAt());
        Integer connectorId = said.idTag() == null ? null : start.connectorId();
        return couldFollow
                && said.receivedAt().isAfter(start.receivedAt().minus(ClaimedTime.LONGEST_QUEUE))
                && !chargePoint.invoke(point -> point.hasStartAfter(connectorId, startTime.effective()))
                && fitting(chargePoint, said, time.effective(), stray.invoke(StrayStop::answer))
                        .filter(open -> open.transactionId().equals(id))
                        .isPresent();
    }

    private static @Nullable String parentOf(IdTagInfo authorization) {
        IdTagId parent = authorization.parentIdTag();
        return parent == null ? null : parent.value();
    }

    private Optional<TransactionId> earlierStart(
            Aggregate<ChargePoint> chargePoint, StartTransaction start, ClaimedTime time, String key) {
        Optional<TransactionId> latest = chargePoint.invoke(point -> point.latestStart(start.connectorId(), key));
        if (latest.isPresent()
                || time.trust() == ClaimedTime.Trust.CREDIBLE
                        && chargePoint.invoke(point -> point.isNews(start.connectorId(), time.effective()))) {
            return latest;
        }
        return aggregates.ask(TransactionStart.class, key, TransactionStart::transactionId);
    }

    /** A charge point sends the stop of a transaction only after its start has been answered, and repeats it no more. */
    private static boolean isRepeated(Aggregate<ChargePoint> chargePoint, ClaimedTime time, TransactionId earlier) {
        return switch (time.trust()) {
            case CREDIBLE, AHEAD -> true;
            case IMPLAUSIBLE, MISSING -> chargePoint.invoke(point -> point.hasOpen(earlier.value()));
        };
    }

    /** One connector carries one transaction at a time, so that a later start proves an earlier one over. */
    private void closeEndedBy(
            Aggregate<ChargePoint> chargePoint, StartTransaction start, ClaimedTime time, TransactionId next) {
        OpenTransaction started = new OpenTransaction(next, start.connectorId(), time.effective(), start.receivedAt());
        List<OpenTransaction> ended = chargePoint.invoke(point -> point.endedByStart(started));
        for (OpenTransaction open : ended) {
            String evidence = "transaction %d started on connector %d at %s with the meter at %s Wh"
                    .formatted(next.value(), start.connectorId(), time.effective(), start.meterStartWh());
            close(
                    chargePoint,
                    transaction(open.transactionId()),
                    ClosingRule.NEXT_START_ON_CONNECTOR,
                    evidence,
                    later(time.effective(), open.startedAt()),
                    start.receivedAt());
        }
    }

    /** A clock that has been put right does not have a transaction end before it began. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void close(
            Aggregate<ChargePoint> chargePoint,
            Aggregate<Transaction> transaction,
            ClosingRule rule,
            String evidence,
            Instant endedBy,
            Instant at) {
        TransactionId id = transaction.invoke(Transaction::id);
        transaction.execute(it -> it.closeAdministratively(rule, evidence, endedBy, at));
        idTags.disengage(transaction.invoke(Transaction::idTag), id);
        chargePoint.execute(point -> point.release(id));
        profiles.transactionEnded(
                chargePoint.invoke(ChargePoint::chargePointId),
                transaction.invoke(Transaction::connectorId),
                id,
                endedBy,
                at);
    }

    @CommandHandler
    boolean handle(CloseTransaction close) {
        Aggregate<ChargePoint> chargePoint = aggregates
                .repository(ChargePoint.class)
                .load(close.chargePointId().toString());
        Aggregate<Transaction> transaction = transaction(close.transactionId());
        if (!transaction.invoke(it -> it.belongsTo(close.chargePointId()))) {
            throw new AggregateNotFoundException(close.transactionId().toString(), "it is another charge point's");
        }
        if (!transaction.invoke(Transaction::isOpen)) {
            return false;
        }
        close(chargePoint, transaction, ClosingRule.OPERATOR, close.reason(), close.closedAt(), close.closedAt());
        return true;
    }

    private void checkStart(StartTransaction start, ClaimedTime time, TransactionId id) {
        Anomalies anomalies = new Anomalies(
                facts, start.chargePointId(), start.connectorId(), (long) id.value(), start.raw(), start.receivedAt());
        anomalies.check(time, "transaction " + id.value() + " started");
        if (start.connectorId() < 1 || start.connectorId() > ChargePoint.MAX_CONNECTOR_ID) {
            anomalies.detect(
                    AnomalyKind.IMPOSSIBLE_CONNECTOR,
                    "transaction " + id.value() + " started on connector " + start.connectorId());
        }
        if (start.meterStartWh() == null) {
            anomalies.detect(
                    AnomalyKind.UNREADABLE_METER,
                    "transaction " + id.value() + " started without a readable meterStart");
        }
    }

    @CommandHandler
    StopAnswer handle(StopTransaction stop) {
        Aggregate<ChargePoint> chargePoint = chargePoint(stop);
        ClaimedTime time = ClaimedTime.of(stop.stoppedAt(), stop.receivedAt());

        if (stop.transactionId() > 0) {
            Optional<Aggregate<Transaction>> claimed = find(stop.transactionId());
            if (claimed.isEmpty()) {
                return keep(stop, AnomalyKind.UNKNOWN_TRANSACTION, "which was never started");
            }
            if (!claimed.get().invoke(it -> it.belongsTo(stop.chargePointId()))) {
                return keep(stop, AnomalyKind.FOREIGN_TRANSACTION, "which is another charge point's");
            }
            return stop(stop, chargePoint, claimed.get(), time);
        }

        Aggregate<StrayStop> stray = stray(stop);
        if (stray.invoke(StrayStop::isOnRecord)) {
            return new StopAnswer(stray.invoke(StrayStop::answer));
        }
        IdTagInfo answer = authorize(stop);
        Optional<OpenTransaction> fitting = fitting(chargePoint, stop, time.effective(), answer);
        if (fitting.isEmpty()) {
            keep(stray, stop, AnomalyKind.UNASSIGNED_STOP, answer, "and fits no open transaction, or more than one");
            return new StopAnswer(answer);
        }
        TransactionId id = fitting.get().transactionId();
        stray.execute(it -> it.assign(stop, id, answer));
        end(stop, chargePoint, transaction(id), time, answer);
        return new StopAnswer(answer);
    }

    private StopAnswer stop(
            StopTransaction stop,
            Aggregate<ChargePoint> chargePoint,
            Aggregate<Transaction> transaction,
            ClaimedTime time) {
        return switch (transaction.invoke(it -> it.effectOf(stop))) {
            case STOPPED -> {
                IdTagInfo answer = authorize(stop);
                end(stop, chargePoint, transaction, time, answer);
                yield new StopAnswer(answer);
            }
            case REPEATED -> transaction.invoke(Transaction::stopAnswer);
            case CONFLICTING -> {
                keep(stop, AnomalyKind.CONFLICTING_STOP, "which had been stopped by a different report");
                yield transaction.invoke(Transaction::stopAnswer);
            }
        };
    }

    /** As the tag would be answered if it were presented to start; not for a stop that has been heard before. */
    private @Nullable IdTagInfo authorize(StopTransaction stop) {
        return stop.idTag() == null ? null : idTags.authorize(stop.idTag(), stop.receivedAt());
    }

    private void end(
            StopTransaction stop,
            Aggregate<ChargePoint> chargePoint,
            Aggregate<Transaction> transaction,
            ClaimedTime time,
            @Nullable IdTagInfo answer) {
        TransactionId id = transaction.invoke(Transaction::id);
        transaction.execute(it -> it.stop(stop, time, answer));
        chargePoint.execute(point -> point.stopped(id, stop.receivedAt()));
        idTags.disengage(transaction.invoke(Transaction::idTag), id);
        profiles.transactionEnded(
                stop.chargePointId(),
                transaction.invoke(Transaction::connectorId),
                id,
                time.effective(),
                stop.receivedAt());
        checkStop(stop, transaction, time, answer);
    }

    /**
     * A stop without a usable id belongs to the transaction that was open then, if that can only be one: of the idTag that
     * it names or one of its group, and not begun with the meter above where it stopped.
     */
    private Optional<OpenTransaction> fitting(
            Aggregate<ChargePoint> chargePoint, StopTransaction stop, Instant stoppedAt, @Nullable IdTagInfo answer) {
        List<OpenTransaction> open = chargePoint.invoke(point -> point.openAt(null, stoppedAt)).stream()
                .filter(it -> fits(stop, transaction(it.transactionId()), answer))
                .toList();
        if (open.size() > 1) {
            open = open.stream()
                    .filter(it -> transaction(it.transactionId())
                            .invoke(Transaction::idTag)
                            .equals(stop.idTag()))
                    .toList();
        }
        return open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
    }

    private boolean fits(StopTransaction stop, Aggregate<Transaction> transaction, @Nullable IdTagInfo answer) {
        Long meterStartWh = transaction.invoke(Transaction::meterStartWh);
        boolean meterFits = meterStartWh == null || stop.meterStopWh() == null || stop.meterStopWh() >= meterStartWh;
        return meterFits && (stop.idTag() == null || answer == null || !isUnrelated(stop, transaction, answer));
    }

    /** Answers a stop that cannot be applied, and keeps it; once, however often it is sent. */
    private StopAnswer keep(StopTransaction stop, AnomalyKind cause, String why) {
        Aggregate<StrayStop> stray = stray(stop);
        if (!stray.invoke(StrayStop::isOnRecord)) {
            keep(stray, stop, cause, cause == AnomalyKind.CONFLICTING_STOP ? null : authorize(stop), why);
        }
        return new StopAnswer(stray.invoke(StrayStop::answer));
    }

    private void keep(
            Aggregate<StrayStop> stray,
            StopTransaction stop,
            AnomalyKind cause,
            @Nullable IdTagInfo answer,
            String why) {
        stray.execute(it -> it.keep(stop, cause, answer));
        if (StrayStop.mayBeEarly(cause, stop.idTag())) {
            Instant stoppedAt =
                    ClaimedTime.of(stop.stoppedAt(), stop.receivedAt()).effective();
            chargePoint(stop).execute(point -> point.setAside(StrayStop.keyOf(stop), stoppedAt));
        }
        anomalies(stop).detect(cause, "StopTransaction for transaction " + stop.transactionId() + ", " + why);
    }

    private void checkStop(
            StopTransaction stop, Aggregate<Transaction> transaction, ClaimedTime time, @Nullable IdTagInfo answer) {
        Anomalies anomalies = anomalies(stop);
        String subject = "transaction " + idOf(transaction);
        anomalies.check(time, subject + " stopped");
        MeterValue.implausibleTime(stop.transactionData(), stop.receivedAt())
                .ifPresent(sampled ->
                        anomalies.check(ClaimedTime.of(sampled, stop.receivedAt()), subject + " has a sample taken"));
        Long meterStartWh = transaction.invoke(Transaction::meterStartWh);
        if (stop.meterStopWh() == null) {
            anomalies.detect(AnomalyKind.UNREADABLE_METER, subject + " stopped without a readable meterStop");
        } else if (meterStartWh != null && stop.meterStopWh() < meterStartWh) {
            anomalies.detect(
                    AnomalyKind.NEGATIVE_ENERGY,
                    subject + " stopped at " + stop.meterStopWh() + " Wh, below its start at " + meterStartWh + " Wh");
        }
        if (stop.idTag() != null && answer != null && isUnrelated(stop, transaction, answer)) {
            anomalies.detect(
                    AnomalyKind.STOPPED_BY_UNRELATED_ID_TAG,
                    subject + " of idTag "
                            + transaction.invoke(Transaction::idTag).value() + " was stopped by idTag "
                            + stop.idTag().value() + ", which is not of its group");
        }
    }

    /** A transaction may be stopped by its own tag and by any tag of the same group (OCPP 1.6 §3.6). */
    private boolean isUnrelated(StopTransaction stop, Aggregate<Transaction> transaction, IdTagInfo answer) {
        if (transaction.invoke(Transaction::idTag).equals(stop.idTag())) {
            return false;
        }
        IdTagInfo start = transaction.invoke(Transaction::authorization);
        return start.parentIdTag() == null || !start.parentIdTag().equals(answer.parentIdTag());
    }

    private Anomalies anomalies(StopTransaction stop) {
        return new Anomalies(facts, stop.chargePointId(), null, stop.transactionId(), stop.raw(), stop.receivedAt());
    }

    private Aggregate<ChargePoint> chargePoint(TransactionCommand command) {
        return aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString());
    }

    private Aggregate<Transaction> transaction(TransactionId id) {
        return aggregates.repository(Transaction.class).load(id.toString());
    }

    private Optional<Aggregate<Transaction>> find(long transactionId) {
        if (transactionId > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        try {
            return Optional.of(transaction(new TransactionId((int) transactionId)));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }

    private static int idOf(Aggregate<Transaction> transaction) {
        return transaction.invoke(Transaction::id).value();
    }

    private Aggregate<StrayStop> stray(StopTransaction stop) {
        Repository<StrayStop> strayStops = aggregates.repository(StrayStop.class);
        try {
            return strayStops.loadOrCreate(StrayStop.keyOf(stop), StrayStop::new);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look up " + StrayStop.keyOf(stop), e);
        }
    }

    private <T> void create(Class<T> type, Callable<T> birth) {
        try {
            aggregates.repository(type).newInstance(birth);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not create a " + type.getSimpleName(), e);
        }
    }
}
