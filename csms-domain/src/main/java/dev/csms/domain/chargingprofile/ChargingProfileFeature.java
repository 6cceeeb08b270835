package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_PROFILE;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.chargingprofile.ChargingProfiles.Arrival;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Operations.RemoteStart;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ClearChargingProfile;
import dev.csms.domain.operation.Request.GetCompositeSchedule;
import dev.csms.domain.operation.Request.RemoteStartTransaction;
import dev.csms.domain.operation.Request.SetChargingProfile;
import dev.csms.domain.transaction.Transaction;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Judges profiles before they are sent, and keeps account of those that charge points have accepted (OCPP 1.6 §3.13,
 * §5.5, §5.7, §5.11, §5.16).
 *
 * <p>A TxProfile that goes with a RemoteStartTransaction is installed when the transaction starts that was asked for, and
 * not before: until then there is nothing that it could limit.
 */
public final class ChargingProfileFeature implements OperationFeature {

    private final Aggregates aggregates;
    private final Function<ChargePointId, ProfileLimits> limits;

    /** @param limits what charge points say of themselves; unknown where they have not been asked */
    public ChargingProfileFeature(Aggregates aggregates, Function<ChargePointId, ProfileLimits> limits) {
        this.aggregates = aggregates;
        this.limits = limits;
    }

    // ---- before

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case SetChargingProfile set ->
                problems(new ProposedProfile(
                        set.chargingProfile(),
                        set.connectorId(),
                        ProfileCarrier.SET_CHARGING_PROFILE,
                        limits.apply(chargePointId),
                        runningOn(chargePointId, set.connectorId()).orElse(null),
                        installed(chargePointId),
                        at));
            case RemoteStartTransaction start
            when start.chargingProfile() != null ->
                problems(new ProposedProfile(
                        start.chargingProfile(),
                        start.connectorId(),
                        ProfileCarrier.REMOTE_START_TRANSACTION,
                        limits.apply(chargePointId),
                        null,
                        installed(chargePointId),
                        at));
            case GetCompositeSchedule get
            when get.duration() <= 0 ->
                List.of("duration " + get.duration() + " asks for no time at all; give the seconds to look ahead");
            default -> List.of();
        };
    }

    /** Advice refuses nothing. */
    private static List<String> problems(ProposedProfile proposed) {
        return proposed.problems().stream()
                .filter(ProfileProblem::isError)
                .map(problem -> problem.member() + ": " + problem.text())
                .toList();
    }

    // ---- after

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        switch (request) {
            case SetChargingProfile set -> set(chargePointId, operationId, set, outcome, at);
            case ClearChargingProfile clear -> clear(chargePointId, operationId, clear.criteria(), outcome, at);
            case RemoteStartTransaction start
            when start.chargingProfile() != null ->
                remoteStart(chargePointId, operationId, start.chargingProfile(), outcome, at);
            case GetCompositeSchedule get -> composite(chargePointId, operationId, get, outcome, at);
            case Request.Raw raw
            when mayHaveChangedProfiles(raw, outcome) ->
                changeIfAny(
                        chargePointId,
                        profiles -> profiles.perhapsCleared(chargePointId, operationId, ClearCriteria.ALL, at));
            default -> {}
        }
    }

    private void set(
            ChargePointId chargePointId, OperationId operationId, SetChargingProfile set, Outcome outcome, Instant at) {
        boolean accepted = outcome.is("Accepted");
        if (!accepted && !(outcome instanceof Outcome.Lost)) {
            return;
        }
        Integer transactionId = transactionOf(chargePointId, set);
        Arrival arrival = new Arrival(operationId, set.connectorId(), set.chargingProfile(), transactionId);
        change(chargePointId, profiles -> {
            if (accepted) {
                profiles.accepted(chargePointId, arrival, at);
            } else {
                profiles.perhapsAccepted(chargePointId, arrival, at);
            }
            if (transactionId != null && hasEnded(chargePointId, transactionId)) {
                // its StopTransaction has overtaken the answer
                profiles.transactionEnded(chargePointId, set.connectorId(), new TransactionId(transactionId), at, at);
            }
        });
    }

    /** A TxProfile that names none is taken for the transaction that is running (§5.16). */
    private @Nullable Integer transactionOf(ChargePointId chargePointId, SetChargingProfile set) {
        ChargingProfile profile = set.chargingProfile();
        if (profile.purpose() != TX_PROFILE) {
            return null;
        }
        return profile.transactionId() != null
                ? profile.transactionId()
                : runningOn(chargePointId, set.connectorId())
                        .map(open -> open.transactionId().value())
                        .orElse(null);
    }

    private boolean hasEnded(ChargePointId chargePointId, int transactionId) {
        return transactionId > 0
                && aggregates
                        .ask(
                                Transaction.class,
                                new TransactionId(transactionId),
                                transaction -> transaction.belongsTo(chargePointId) && !transaction.isOpen())
                        .orElse(false);
    }

    private void clear(
            ChargePointId chargePointId, OperationId operationId, ClearCriteria criteria, Outcome outcome, Instant at) {
        if (outcome.is("Accepted")) {
            changeIfAny(
                    chargePointId,
                    profiles -> profiles.cleared(chargePointId, operationId, criteria, RemovalCause.CLEARED, at));
        } else if (outcome.is("Unknown")) {
            changeIfAny(
                    chargePointId,
                    profiles -> profiles.cleared(chargePointId, operationId, criteria, RemovalCause.NOT_FOUND, at));
        } else if (outcome instanceof Outcome.Lost) {
            changeIfAny(chargePointId, profiles -> profiles.perhapsCleared(chargePointId, operationId, criteria, at));
        }
    }

    /** Of interest only if the transaction has started before the answer was heard. */
    private void remoteStart(
            ChargePointId chargePointId,
            OperationId operationId,
            ChargingProfile profile,
            Outcome outcome,
            Instant at) {
        boolean refused =
                outcome instanceof Outcome.Failed || outcome instanceof Outcome.Answered && !outcome.is("Accepted");
        if (ask(chargePointId, profiles -> profiles.knows(operationId)).orElse(false)) {
            change(chargePointId, profiles -> {
                if (refused) {
                    profiles.refused(chargePointId, operationId, at);
                } else if (outcome.is("Accepted")) {
                    profiles.confirmed(chargePointId, operationId, profile, at);
                }
            });
        }
    }

    private void composite(
            ChargePointId chargePointId,
            OperationId operationId,
            GetCompositeSchedule get,
            Outcome outcome,
            Instant at) {
        if (!(outcome instanceof Outcome.Answered answered)
                || !answered.is("Accepted")
                || !(answered.answer() instanceof Answer.Composite answer)
                || answer.chargingSchedule() == null) {
            return;
        }
        CompositeSchedule reported = CompositeSchedule.reported(
                get.connectorId(),
                Objects.requireNonNullElse(answer.scheduleStart(), at),
                get.duration(),
                answer.chargingSchedule());
        List<OpenTransaction> transactions = openTransactions(chargePointId);
        change(
                chargePointId,
                profiles -> profiles.reported(
                        chargePointId,
                        operationId,
                        reported,
                        new ChargingSituation(profiles.believed(), transactions, PowerSupply.THREE_PHASES_230_V),
                        at));
    }

    /** What was sent in an operator's own words is not read, so that nothing is certain after it. */
    private static boolean mayHaveChangedProfiles(Request.Raw raw, Outcome outcome) {
        return (raw.call().equals("SetChargingProfile") || raw.call().equals("ClearChargingProfile"))
                && (outcome instanceof Outcome.Lost || outcome.is("Accepted"));
    }

    /**
     * A transaction has started that was asked for with a profile.
     *
     * @param start what asked for it
     * @param at    our clock
     */
    public void transactionStarted(
            ChargePointId chargePointId, int connectorId, TransactionId transactionId, RemoteStart start, Instant at) {
        ChargingProfile profile = start.request().chargingProfile();
        if (profile == null) {
            return;
        }
        Arrival arrival = new Arrival(start.operationId(), connectorId, profile, transactionId.value());
        change(chargePointId, profiles -> {
            if (start.accepted()) {
                profiles.accepted(chargePointId, arrival, at);
            } else {
                profiles.perhapsAccepted(chargePointId, arrival, at);
            }
        });
    }

    /**
     * A transaction has ended, and its profiles with it.
     *
     * @param endedAt charge point clock where that can be believed, else ours
     * @param at      our clock
     */
    public void transactionEnded(
            ChargePointId chargePointId, int connectorId, TransactionId transactionId, Instant endedAt, Instant at) {
        if (ask(chargePointId, profiles -> profiles.concerns(connectorId, transactionId, endedAt))
                .orElse(false)) {
            change(
                    chargePointId,
                    profiles -> profiles.transactionEnded(chargePointId, connectorId, transactionId, endedAt, at));
        }
    }

    // ---- what there is

    private InstalledProfiles installed(ChargePointId chargePointId) {
        return ask(chargePointId, ChargingProfiles::believed).orElse(InstalledProfiles.NONE);
    }

    private Optional<OpenTransaction> runningOn(ChargePointId chargePointId, int connectorId) {
        return openTransactions(chargePointId).stream()
                .filter(open -> open.connectorId() == connectorId)
                .max(Comparator.comparing(OpenTransaction::startedAt));
    }

    private List<OpenTransaction> openTransactions(ChargePointId chargePointId) {
        return aggregates
                .ask(ChargePoint.class, chargePointId, ChargePoint::openTransactions)
                .orElse(List.of());
    }

    private <R> Optional<R> ask(ChargePointId chargePointId, Function<ChargingProfiles, R> question) {
        return aggregates.ask(ChargingProfiles.class, new ChargingProfilesId(chargePointId), question);
    }

    private void changeIfAny(ChargePointId chargePointId, Consumer<ChargingProfiles> change) {
        if (!ask(chargePointId, ChargingProfiles::isEmpty).orElse(true)) {
            change(chargePointId, change);
        }
    }

    /** @param change makes at least one event of a charge point that has none yet */
    private void change(ChargePointId chargePointId, Consumer<ChargingProfiles> change) {
        Aggregate<ChargingProfiles> profiles;
        try {
            profiles = aggregates
                    .repository(ChargingProfiles.class)
                    .loadOrCreate(new ChargingProfilesId(chargePointId).toString(), ChargingProfiles::new);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no account of the profiles of " + chargePointId.value(), e);
        }
        profiles.execute(change);
    }
}
