package dev.csms.domain.localauthlist;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListLimitsReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListSynchronized;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateAbandoned;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRefused;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRequested;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateUnknown;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListVersionReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListWanted;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request.SendLocalList;
import dev.csms.domain.operation.UpdateType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The local authorization list of one charge point: which one is wanted, what was sent, and what is there. */
@AggregateRoot(type = "LocalAuthList")
@Revision("2")
public final class LocalAuthList {

    /** Where a charge point has not said how many entries a message may have. */
    static final int DEFAULT_PER_MESSAGE = 100;

    /** Where a charge point has not said how long its list may be. */
    static final int DEFAULT_LENGTH = 5_000;

    @AggregateIdentifier
    private @Nullable String key;

    private LocalAuthListRule rule = LocalAuthListRule.NONE;
    private @Nullable Integer maxEntries;
    private @Nullable Integer maxEntriesPerMessage;
    private InstalledList there = InstalledList.UNKNOWN;
    private ListContent wanted = ListContent.EMPTY;
    private int omitted;
    private boolean synchronizing;

    /** Whether the next update of the synchronization has to be a full one, whatever is there. */
    private boolean fullWanted;

    LocalAuthList() {}

    /** Of a charge point of whose list nothing is known, and perhaps nothing will be. */
    LocalAuthList(ChargePointId chargePointId) {
        key = keyOf(chargePointId);
    }

    /** The aggregate identifier. */
    static String keyOf(ChargePointId chargePointId) {
        return "local-auth-list-" + chargePointId.value().toLowerCase(Locale.ROOT);
    }

    boolean setRule(ChargePointId chargePointId, LocalAuthListRule newRule) {
        if (newRule.equals(rule)) {
            return false;
        }
        apply(new LocalAuthListRuleChanged(chargePointId, newRule));
        return true;
    }

    LocalAuthListRule rule() {
        return rule;
    }

    boolean isUnsupported() {
        return there.unsupported();
    }

    boolean isUpdating() {
        return there.isUpdating();
    }

    /** Sets the list that the charge point is to be brought to; what does not fit is left out. */
    void want(ChargePointId chargePointId, List<ListEntry> all, boolean full, Instant at) {
        int length = maxEntries == null ? DEFAULT_LENGTH : maxEntries;
        ListContent whole = ListContent.of(all);
        List<ListEntry> fitting = whole.first(length);
        int over = whole.size() - fitting.size();
        ListContent target = ListContent.of(fitting);
        boolean changed = over != omitted || !target.equals(wanted);
        boolean toBeDone = full || nextFor(target, false).isPresent();
        boolean begun = synchronizing && (fullWanted || !full);
        if (changed || toBeDone && !begun) {
            apply(new LocalAuthListWanted(chargePointId, fitting, over, full, at));
        }
        if (synchronizing && !isUpdating() && next().isEmpty()) {
            apply(new LocalAuthListSynchronized(chargePointId, versionThere(), at));
        }
    }

    /** 0 where the charge point has an empty list or none of ours. */
    private int versionThere() {
        Integer version = there.version();
        return version == null ? 0 : version;
    }

    /** The next message of a synchronization; empty while one is under way, and when none is needed. */
    Optional<ListUpdate> next() {
        return synchronizing && !isUpdating() ? nextFor(wanted, fullWanted) : Optional.empty();
    }

    private Optional<ListUpdate> nextFor(ListContent target, boolean full) {
        return NextUpdate.of(
                there.certain() && !full ? there.content() : null,
                target,
                there.lastVersion(),
                maxEntriesPerMessage == null ? DEFAULT_PER_MESSAGE : maxEntriesPerMessage);
    }

    int nextVersion() {
        return NextUpdate.after(there.lastVersion());
    }

    /** What is questionable about an update that somebody has put together; each a sentence. */
    List<String> problems(SendLocalList send) {
        List<String> problems = new ArrayList<>();
        ListUpdate update = ListUpdate.of(send);
        if (there.unsupported()) {
            problems.add("the charge point says that it has no local authorization list");
        }
        if (update.listVersion() < 1) {
            problems.add("listVersion " + update.listVersion() + " is less than 1");
        } else if (!update.isFull() && update.listVersion() <= there.lastVersion()) {
            problems.add("listVersion " + update.listVersion()
                    + " is not greater than the charge point's, which may be " + there.lastVersion());
        }
        long tags = update.entries().stream().map(ListContent::key).distinct().count();
        if (tags < update.entries().size()) {
            problems.add("an idTag is listed more than once");
        }
        if (update.isFull() && update.entries().stream().anyMatch(entry -> entry.idTagInfo() == null)) {
            problems.add("every entry of a full list needs idTagInfo");
        }
        if (maxEntriesPerMessage != null && update.entries().size() > maxEntriesPerMessage) {
            problems.add("%d entries in one message; the charge point takes %d"
                    .formatted(update.entries().size(), maxEntriesPerMessage));
        }
        int length = there.content().after(update).size();
        if (maxEntries != null && (update.isFull() || there.certain()) && length > maxEntries) {
            problems.add("the list would have %d entries; the charge point keeps %d".formatted(length, maxEntries));
        }
        return problems;
    }

    void requested(ChargePointId chargePointId, OperationId operationId, SendLocalList send, Instant at) {
        if (!there.underWay().containsKey(operationId.value())) {
            apply(new LocalAuthListUpdateRequested(
                    chargePointId,
                    operationId,
                    send.listVersion(),
                    send.updateType(),
                    send.localAuthorizationList(),
                    at));
        }
    }

    void concluded(ChargePointId chargePointId, OperationId operationId, Outcome outcome, Instant at) {
        ListUpdate update = there.underWay().get(operationId.value());
        if (update == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Answered _
            when outcome.isAccepted() -> {
                apply(new LocalAuthListUpdated(chargePointId, operationId, update.listVersion(), at));
                if (synchronizing
                        && !isUpdating()
                        && nextFor(wanted, fullWanted).isEmpty()) {
                    apply(new LocalAuthListSynchronized(chargePointId, update.listVersion(), at));
                }
            }
            case Outcome.Answered answered -> refused(chargePointId, operationId, update, of(answered.status()), at);
            case Outcome.Failed failed -> refused(chargePointId, operationId, update, ofError(failed), at);
            case Outcome.Lost _ ->
                apply(new LocalAuthListUpdateUnknown(chargePointId, operationId, update.listVersion(), at));
            case Outcome.NotSent _ -> {}
        }
    }

    private static void refused(
            ChargePointId chargePointId, OperationId operationId, ListUpdate update, ListRefusal refusal, Instant at) {
        apply(new LocalAuthListUpdateRefused(
                chargePointId, operationId, update.listVersion(), update.updateType(), refusal, at));
    }

    private static ListRefusal of(@Nullable String status) {
        return switch (status) {
            case "VersionMismatch" -> ListRefusal.VERSION_MISMATCH;
            case "NotSupported" -> ListRefusal.NOT_SUPPORTED;
            case null, default -> ListRefusal.FAILED;
        };
    }

    private static ListRefusal ofError(Outcome.Failed failed) {
        return isUnknownMessage(failed) ? ListRefusal.NOT_SUPPORTED : ListRefusal.NOT_HANDLED;
    }

    private static boolean isUnknownMessage(Outcome.Failed failed) {
        return failed.errorCode().equals("NotImplemented") || failed.errorCode().equals("NotSupported");
    }

    /** @param operationId absent for one that could not even be requested */
    void abandoned(ChargePointId chargePointId, @Nullable OperationId operationId, Instant at) {
        if (operationId == null || there.underWay().containsKey(operationId.value())) {
            apply(new LocalAuthListUpdateAbandoned(chargePointId, operationId, at));
        }
    }

    void versionAnswered(ChargePointId chargePointId, OperationId operationId, Outcome outcome, Instant at) {
        switch (outcome) {
            case Outcome.Answered answered
            when answered.answer() instanceof Answer.ListVersion(int version) ->
                apply(new LocalAuthListVersionReported(
                        chargePointId, operationId, version, there.verdict(version), at));
            case Outcome.Failed failed
            when isUnknownMessage(failed) ->
                apply(new LocalAuthListVersionReported(
                        chargePointId, operationId, -1, VersionVerdict.NOT_SUPPORTED, at));
            default -> {}
        }
    }

    void limitsReported(
            ChargePointId chargePointId, @Nullable Integer entries, @Nullable Integer perMessage, Instant at) {
        Integer length = entries == null ? maxEntries : entries;
        Integer most = perMessage == null ? maxEntriesPerMessage : perMessage;
        if (!Objects.equals(length, maxEntries) || !Objects.equals(most, maxEntriesPerMessage)) {
            apply(new LocalAuthListLimitsReported(chargePointId, length, most, at));
        }
    }

    @EventSourcingHandler
    void on(LocalAuthListEvent event) {
        key = keyOf(event.chargePointId());
        there = there.after(event);
        switch (event) {
            case LocalAuthListRuleChanged changed -> rule = changed.rule();
            case LocalAuthListWanted goal -> {
                wanted = ListContent.of(goal.wanted());
                omitted = goal.omitted();
                synchronizing = true;
                fullWanted |= goal.full();
            }
            case LocalAuthListUpdateRequested update -> fullWanted &= update.updateType() != UpdateType.FULL;
            // a full list is the remedy for a differential one that does not fit, and there is none for itself
            case LocalAuthListUpdateRefused refused ->
                goOnIf(refused.updateType() == UpdateType.DIFFERENTIAL
                        && (refused.refusal() == ListRefusal.FAILED
                                || refused.refusal() == ListRefusal.VERSION_MISMATCH));
            case LocalAuthListSynchronized _, LocalAuthListUpdateUnknown _, LocalAuthListUpdateAbandoned _ ->
                goOnIf(false);
            case LocalAuthListLimitsReported limits -> {
                maxEntries = limits.maxEntries();
                maxEntriesPerMessage = limits.maxEntriesPerMessage();
            }
            case LocalAuthListUpdated _, LocalAuthListVersionReported _ -> {}
        }
    }

    private void goOnIf(boolean more) {
        synchronizing &= more;
        fullWanted &= synchronizing;
    }
}
