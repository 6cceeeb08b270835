package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfileKind.ABSOLUTE;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RECURRING;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RELATIVE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.CHARGE_POINT_MAX_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_DEFAULT_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_PROFILE;
import static dev.csms.domain.chargingprofile.ProfileCarrier.REMOTE_START_TRANSACTION;

import dev.csms.domain.chargepoint.OpenTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A profile that somebody wants to send, with all that is known of where it will go. It can be judged, and sent in spite
 * of the judgement.
 *
 * @param connectorId absent if a RemoteStartTransaction leaves the choice to the charge point
 * @param transaction the one that is running on the connector; absent if there is none
 * @param installed   what stands on the charge point now
 * @param now         our clock
 */
public record ProposedProfile(
        ChargingProfile profile,
        @Nullable Integer connectorId,
        ProfileCarrier carrier,
        ProfileLimits limits,
        @Nullable OpenTransaction transaction,
        InstalledProfiles installed,
        Instant now) {

    /** A transaction older than this may have ended without our hearing of it. */
    private static final Duration CERTAINLY_RUNNING = Duration.ofDays(1);

    /** What is wrong with it, member by member; empty if nothing is. */
    public List<ProfileProblem> problems() {
        Findings findings = new Findings();
        checkConnector(findings);
        checkTransaction(findings);
        checkKind(findings);
        checkValidity(findings);
        checkStack(findings);
        new ProposedSchedule(profile, limits).check(findings);
        checkPhaseSwitch(findings);
        return findings.problems();
    }

    private void checkConnector(Findings findings) {
        if (connectorId == null) {
            return;
        }
        findings.addIf(
                connectorId < 0,
                ProfileRule.CONNECTOR_ID_NOT_NEGATIVE,
                "connectorId",
                "Connectors are numbered from 1, and 0 is the charge point; there is no " + connectorId + ".");
        findings.addIf(
                profile.purpose() == CHARGE_POINT_MAX_PROFILE && connectorId != 0,
                ProfileRule.CHARGE_POINT_MAX_PROFILE_ON_CHARGE_POINT,
                "connectorId",
                "A ChargePointMaxProfile limits the whole charge point, so it goes to connector 0, not " + connectorId
                        + ".");
        findings.addIf(
                profile.purpose() == TX_PROFILE && connectorId == 0,
                ProfileRule.TX_PROFILE_ON_CONNECTOR,
                "connectorId",
                "A TxProfile limits the transaction of one connector, so it cannot go to connector 0.");
    }

    private void checkTransaction(Findings findings) {
        Integer transactionId = profile.transactionId();
        if (carrier == REMOTE_START_TRANSACTION) {
            findings.addIf(
                    profile.purpose() != TX_PROFILE,
                    ProfileRule.REMOTE_START_TAKES_TX_PROFILE,
                    "chargingProfilePurpose",
                    "RemoteStartTransaction takes a TxProfile only.");
            findings.addIf(
                    transactionId != null,
                    ProfileRule.REMOTE_START_NAMES_NO_TRANSACTION,
                    "transactionId",
                    "The transaction has yet to start, so there is no id to give; leave it out.");
            return;
        }
        findings.addIf(
                transactionId != null && profile.purpose() != TX_PROFILE,
                ProfileRule.TRANSACTION_ID_IN_TX_PROFILE_ONLY,
                "transactionId",
                "Only a TxProfile names a transaction; leave it out.");
        if (profile.purpose() != TX_PROFILE) {
            return;
        }
        findings.addIf(
                transaction == null,
                ProfileRule.TX_PROFILE_NEEDS_TRANSACTION,
                "connectorId",
                "No transaction is running on this connector, and a TxProfile without one is refused.");
        findings.addIf(
                transactionId == null,
                ProfileRule.TX_PROFILE_NAMES_TRANSACTION,
                "transactionId",
                "A TxProfile names the transaction that it limits; give its id.");
        if (transaction != null) {
            findings.addIf(
                    transactionId != null
                            && transactionId != transaction.transactionId().value(),
                    ProfileRule.TX_PROFILE_NAMES_TRANSACTION,
                    "transactionId",
                    "The transaction running on this connector is %d, not %d."
                            .formatted(transaction.transactionId().value(), transactionId));
            findings.addIf(
                    transaction.startedAt().isBefore(now.minus(CERTAINLY_RUNNING)),
                    ProfileRule.TRANSACTION_STILL_RUNNING,
                    "transactionId",
                    "The transaction started at " + transaction.startedAt() + "; make sure that it is running still.");
        }
    }

    private void checkKind(Findings findings) {
        ChargingProfileKind kind = profile.kind();
        Instant start = profile.chargingSchedule().startSchedule();
        String startSchedule = "chargingSchedule.startSchedule";
        findings.addIf(
                kind == RECURRING && profile.recurrencyKind() == null,
                ProfileRule.RECURRENCY_KIND_OF_RECURRING,
                "recurrencyKind",
                "A Recurring profile has to say whether it is Daily or Weekly.");
        findings.addIf(
                kind != RECURRING && profile.recurrencyKind() != null,
                ProfileRule.RECURRENCY_KIND_OF_RECURRING,
                "recurrencyKind",
                "Only a Recurring profile recurs; leave it out.");
        findings.addIf(
                kind == RECURRING && start == null,
                ProfileRule.START_SCHEDULE_OF_RECURRING,
                startSchedule,
                "A Recurring profile recurs from a start; give one, best in the past.");
        findings.addIf(
                kind == RECURRING && start != null && start.isAfter(now),
                ProfileRule.RECURRENCE_STARTED,
                startSchedule,
                "Until " + start + " the profile limits nothing, or everything, depending on the charge point; let it"
                        + " start in the past.");
        findings.addIf(
                kind == ABSOLUTE && start == null,
                ProfileRule.START_SCHEDULE_OF_ABSOLUTE,
                startSchedule,
                "Without it the schedule starts with the transaction on some charge points, others refuse it; give"
                        + " one.");
        findings.addIf(
                kind == RELATIVE && start != null,
                ProfileRule.NO_START_SCHEDULE_IN_RELATIVE,
                startSchedule,
                "A Relative schedule starts with the transaction; leave it out.");
        findings.addIf(
                kind == RELATIVE && profile.purpose() == CHARGE_POINT_MAX_PROFILE,
                ProfileRule.CHARGE_POINT_MAX_PROFILE_NOT_RELATIVE,
                "chargingProfileKind",
                "A ChargePointMaxProfile belongs to no transaction that it could be relative to; make it Absolute or"
                        + " Recurring.");
    }

    private void checkValidity(Findings findings) {
        Instant from = profile.validFrom();
        Instant to = profile.validTo();
        findings.addIf(
                from != null && to != null && !from.isBefore(to),
                ProfileRule.VALID_FROM_BEFORE_VALID_TO,
                "validTo",
                "The profile is never valid: validFrom " + from + " is not before validTo " + to + ".");
        if (replaced().isEmpty()) {
            return;
        }
        findings.addIf(
                from != null && from.isAfter(now),
                ProfileRule.REPLACEMENT_IN_FORCE,
                "validFrom",
                "The profile in whose place it comes is gone at once, and this one says nothing until " + from + ".");
        Instant start = profile.chargingSchedule().startSchedule();
        findings.addIf(
                profile.kind() == ABSOLUTE && start != null && start.isAfter(now),
                ProfileRule.REPLACEMENT_IN_FORCE,
                "chargingSchedule.startSchedule",
                "The profile in whose place it comes is gone at once, and this one says nothing until " + start + ".");
    }

    private void checkStack(Findings findings) {
        int stackLevel = profile.stackLevel();
        findings.addIf(
                stackLevel < 0,
                ProfileRule.STACK_LEVEL_NOT_NEGATIVE,
                "stackLevel",
                "The lowest level is 0, not " + stackLevel + ".");
        findings.addIf(
                limits.maxStackLevel() != null && stackLevel > limits.maxStackLevel(),
                ProfileRule.STACK_LEVEL_WITHIN_MAXIMUM,
                "stackLevel",
                "The highest level of this charge point is %d, not %d.".formatted(limits.maxStackLevel(), stackLevel));
        checkInstalled(findings);
        checkDefaults(findings);
    }

    private void checkInstalled(Findings findings) {
        List<InstalledProfile> replaced = replaced();
        replaced.stream()
                .filter(old -> old.profile().chargingProfileId() == profile.chargingProfileId())
                .filter(old -> connectorId == null || !old.isInPlaceOf(connectorId, profile))
                .forEach(old -> findings.add(
                        ProfileRule.ID_UNIQUE,
                        "chargingProfileId",
                        "Profile %d stands on connector %d already, with another purpose, level or connector; it will be"
                                        .formatted(profile.chargingProfileId(), old.connectorId())
                                + " removed."));
        Integer max = limits.maxProfilesInstalled();
        List<InstalledProfile> others = others();
        findings.addIf(
                max != null && others.size() + 1 > max,
                ProfileRule.PROFILES_WITHIN_MAXIMUM,
                "chargingProfileId",
                "This charge point holds %d profiles, and %d others are installed.".formatted(max, others.size()));
        findings.addIf(
                max != null && others.size() + 1 <= max && installed.profiles().size() + 1 > max,
                ProfileRule.SLOT_FREE,
                "chargingProfileId",
                "This charge point is full with %d profiles; some refuse even what replaces one of them."
                        .formatted(max));
        findings.addIf(
                others.stream().anyMatch(other -> unitOf(other.profile()) != unitOf(profile)),
                ProfileRule.ONE_UNIT,
                "chargingSchedule.chargingRateUnit",
                "Other profiles of this charge point have the other unit, and charge points differ in how they convert;"
                        + " use one.");
        findings.addIf(
                !profile.neverEnds() && alongside().noneMatch(ChargingProfile::neverEnds),
                ProfileRule.NO_GAP,
                "chargingSchedule.duration",
                "When this profile has ended, none of its purpose is left to limit anything; let the one of the lowest"
                        + " level go on for ever.");
    }

    /** How connectors' own default profiles get along with those of the charge point. */
    private void checkDefaults(Findings findings) {
        if (profile.purpose() != TX_DEFAULT_PROFILE || connectorId == null) {
            return;
        }
        List<InstalledProfile> others = installed.profiles().stream()
                .filter(other -> other.profile().purpose() == TX_DEFAULT_PROFILE)
                .filter(other -> connectorId == 0 ? other.connectorId() > 0 : other.connectorId() == 0)
                .filter(other -> !other.isReplacedBy(connectorId, profile))
                .toList();
        boolean sameLevel = others.stream().anyMatch(other -> other.profile().stackLevel() == profile.stackLevel());
        findings.addIf(
                !others.isEmpty() && !sameLevel,
                ProfileRule.SAME_LEVEL_OF_DEFAULTS,
                "stackLevel",
                "Charge points disagree on which counts, the connector's TxDefaultProfile or that of connector 0,"
                        + " unless both have the same level.");
        findings.addIf(
                connectorId == 0 && sameLevel,
                ProfileRule.CONNECTORS_OWN_DEFAULT_LAST,
                "connectorId",
                "Some charge points let this replace a connector's own TxDefaultProfile; send that one again"
                        + " afterwards.");
    }

    /** Changes from three phases to one within a transaction: within this profile, or from the one it replaces. */
    private void checkPhaseSwitch(Findings findings) {
        if (profile.purpose() == CHARGE_POINT_MAX_PROFILE
                || Boolean.TRUE.equals(limits.connectorSwitch3to1PhaseSupported())) {
            return;
        }
        Stream<ChargingProfile> before =
                transaction == null ? Stream.empty() : replaced().stream().map(InstalledProfile::profile);
        Set<Integer> phases = Stream.concat(Stream.of(profile), before)
                .flatMap(each -> each.chargingSchedule().periods().stream())
                .map(period -> Objects.requireNonNullElse(period.numberPhases(), ProposedSchedule.ASSUMED_PHASES))
                .collect(Collectors.toSet());
        boolean supportUnknown = limits.connectorSwitch3to1PhaseSupported() == null;
        findings.addIf(
                phases.contains(1) && phases.size() > 1,
                supportUnknown ? ProfileRule.PHASE_SWITCH_SUPPORTED : ProfileRule.NO_PHASE_SWITCH,
                "chargingSchedule.chargingSchedulePeriod",
                supportUnknown
                        ? "It changes to or from one phase within a transaction; make sure that the charge point can."
                        : "It changes to or from one phase within a transaction, which this charge point cannot.");
    }

    private List<InstalledProfile> replaced() {
        return connectorId == null
                ? installed.profiles().stream()
                        .filter(old -> old.profile().chargingProfileId() == profile.chargingProfileId())
                        .toList()
                : installed.replacedBy(connectorId, profile);
    }

    private List<InstalledProfile> others() {
        List<InstalledProfile> replaced = replaced();
        return installed.profiles().stream()
                .filter(other -> !replaced.contains(other))
                .toList();
    }

    /** Others that may speak up where this one says nothing. */
    private Stream<ChargingProfile> alongside() {
        return others().stream()
                .filter(other -> connectorId == null || other.connectorId() == connectorId || other.connectorId() == 0)
                .map(InstalledProfile::profile)
                .filter(other -> other.purpose() == profile.purpose()
                        || (profile.purpose() == TX_PROFILE && other.purpose() == TX_DEFAULT_PROFILE));
    }

    private static ChargingRateUnit unitOf(ChargingProfile profile) {
        return profile.chargingSchedule().chargingRateUnit();
    }
}
