package dev.csms.domain.chargingprofile;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfileInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilePerhapsInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesDoubted;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesRemoved;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.CompositeScheduleReported;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The account of the profiles that stand on one charge point. OCPP 1.6 has no message that asks for them, so that it
 * rests on the answers to what was sent, and marks as uncertain what an answer that did not come leaves open.
 */
@AggregateRoot(type = "ChargingProfiles")
@Revision("2")
public final class ChargingProfiles {

    @AggregateIdentifier
    private @Nullable ChargingProfilesId id;

    /** By the operation that brought them, in the order in which they came. */
    private final Map<String, KnownProfile> profiles = new LinkedHashMap<>();

    ChargingProfiles() {}

    /**
     * One profile on its way to where it is to stand.
     *
     * @param transactionId that a TxProfile belongs to, if that is known
     */
    record Arrival(
            OperationId operationId,
            int connectorId,
            ChargingProfile profile,
            @Nullable Integer transactionId) {}

    /** What is installed as far as we know: where that is uncertain, as if all that was sent had been accepted. */
    InstalledProfiles believed() {
        InstalledProfiles believed = InstalledProfiles.NONE;
        for (KnownProfile known : profiles.values()) {
            InstalledProfile installed = known.installed();
            believed = believed.with(installed.connectorId(), installed.profile());
        }
        return believed;
    }

    boolean isUncertain() {
        return profiles.values().stream().anyMatch(KnownProfile::uncertain);
    }

    boolean isEmpty() {
        return profiles.isEmpty();
    }

    boolean knows(OperationId operationId) {
        return profiles.containsKey(operationId.value());
    }

    /** Whether the end of this transaction changes anything. */
    boolean concerns(int connectorId, TransactionId transactionId, Instant endedAt) {
        return profiles.values().stream().anyMatch(it -> it.endsWith(connectorId, transactionId.value(), endedAt));
    }

    void accepted(ChargePointId chargePointId, Arrival arrival, Instant at) {
        apply(new ChargingProfileInstalled(
                chargePointId,
                arrival.operationId(),
                arrival.connectorId(),
                arrival.profile(),
                arrival.transactionId(),
                inTheWayOf(arrival),
                at));
    }

    void perhapsAccepted(ChargePointId chargePointId, Arrival arrival, Instant at) {
        apply(new ChargingProfilePerhapsInstalled(
                chargePointId,
                arrival.operationId(),
                arrival.connectorId(),
                arrival.profile(),
                arrival.transactionId(),
                inTheWayOf(arrival),
                at));
    }

    /** A profile of which only this was unknown: whether the charge point has accepted it. */
    void confirmed(ChargePointId chargePointId, OperationId operationId, ChargingProfile sent, Instant at) {
        KnownProfile known = profiles.get(operationId.value());
        if (known != null && known.uncertain()) {
            Arrival arrival = new Arrival(
                    operationId,
                    known.installed().connectorId(),
                    sent,
                    known.installed().profile().transactionId());
            accepted(chargePointId, arrival, at);
        }
    }

    void refused(ChargePointId chargePointId, OperationId operationId, Instant at) {
        remove(chargePointId, it -> it.operationId().equals(operationId), RemovalCause.REFUSED, operationId, at);
    }

    /** @param cause how the charge point answered */
    void cleared(
            ChargePointId chargePointId,
            OperationId operationId,
            ClearCriteria criteria,
            RemovalCause cause,
            Instant at) {
        remove(chargePointId, it -> criteria.match(it.installed()), cause, operationId, at);
    }

    private void remove(
            ChargePointId chargePointId,
            Predicate<KnownProfile> which,
            RemovalCause cause,
            OperationId operationId,
            Instant at) {
        List<OperationId> removed = operationsOf(which);
        if (!removed.isEmpty()) {
            apply(new ChargingProfilesRemoved(chargePointId, removed, cause, operationId, null, at));
        }
    }

    void perhapsCleared(ChargePointId chargePointId, OperationId operationId, ClearCriteria criteria, Instant at) {
        List<OperationId> doubted = operationsOf(it -> criteria.match(it.installed()) && !it.uncertain());
        if (!doubted.isEmpty()) {
            apply(new ChargingProfilesDoubted(chargePointId, operationId, doubted, at));
        }
    }

    /** @param endedAt charge point clock where that can be believed, else ours */
    void transactionEnded(
            ChargePointId chargePointId, int connectorId, TransactionId transactionId, Instant endedAt, Instant at) {
        List<OperationId> over = operationsOf(it -> it.endsWith(connectorId, transactionId.value(), endedAt));
        if (!over.isEmpty()) {
            apply(new ChargingProfilesRemoved(
                    chargePointId, over, RemovalCause.TRANSACTION_ENDED, null, transactionId.value(), at));
        }
    }

    /** @param situation what the charge point is in, as far as we know */
    void reported(
            ChargePointId chargePointId,
            OperationId operationId,
            CompositeSchedule reported,
            ChargingSituation situation,
            Instant at) {
        CompositeSchedule expected = CompositeSchedule.of(
                situation,
                reported.connectorId(),
                reported.scheduleStart(),
                reported.duration(),
                reported.chargingRateUnit());
        apply(new CompositeScheduleReported(chargePointId, operationId, reported, expected, isUncertain(), at));
    }

    private List<OperationId> inTheWayOf(Arrival arrival) {
        return operationsOf(it -> !it.operationId().equals(arrival.operationId())
                && it.installed().isReplacedBy(arrival.connectorId(), arrival.profile()));
    }

    private List<OperationId> operationsOf(Predicate<KnownProfile> which) {
        return profiles.values().stream()
                .filter(which)
                .map(KnownProfile::operationId)
                .toList();
    }

    @EventSourcingHandler
    void on(ChargingProfileEvent event) {
        id = new ChargingProfilesId(event.chargePointId());
        switch (event) {
            case ChargingProfileInstalled installed -> {
                installed.replaced().forEach(it -> profiles.remove(it.value()));
                put(
                        installed.operationId(),
                        installed.connectorId(),
                        installed.profile().of(installed.transactionId()),
                        installed.installedAt(),
                        false);
            }
            case ChargingProfilePerhapsInstalled perhaps -> {
                perhaps.doubted().forEach(this::doubt);
                put(
                        perhaps.operationId(),
                        perhaps.connectorId(),
                        perhaps.profile().of(perhaps.transactionId()),
                        perhaps.at(),
                        true);
            }
            case ChargingProfilesDoubted doubted -> doubted.profiles().forEach(this::doubt);
            case ChargingProfilesRemoved removed -> removed.profiles().forEach(it -> profiles.remove(it.value()));
            case CompositeScheduleReported _ -> {}
        }
    }

    private void put(OperationId operationId, int connectorId, ChargingProfile profile, Instant at, boolean uncertain) {
        profiles.put(
                operationId.value(),
                new KnownProfile(operationId, new InstalledProfile(connectorId, profile), at, uncertain));
    }

    private void doubt(OperationId operationId) {
        profiles.computeIfPresent(operationId.value(), (_, known) -> known.doubted());
    }
}
