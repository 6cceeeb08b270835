package dev.csms.app.operator;

import dev.csms.app.localauthlist.WantedEntries;
import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.app.operator.OperationRequests.OperationPayload;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SendLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SetLocalAuthListRule;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SynchronizeLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.localauthlist.SendListAnswer;
import dev.csms.domain.localauthlist.Synchronization;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.UpdateType;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.localauthlist.LocalAuthListQueries;
import dev.csms.query.localauthlist.LocalAuthListView;
import dev.csms.query.operation.OperationView;
import dev.csms.query.reservation.ReservationProjection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about local authorization lists. */
@Controller
final class LocalAuthListMutations {

    /** A rule is kept with every list; who needs more has groups. */
    private static final int MOST_SELECTED = 1_000;

    private static final int MOST_ENTRIES = 5_000;
    private static final Duration VALIDITY = Duration.ofDays(1);

    private final OperationRequests requests;
    private final OperatorCommands operator;
    private final WantedEntries wanted;
    private final LocalAuthListQueries lists;
    private final InstantSource clock;

    LocalAuthListMutations(
            OperationRequests requests,
            OperatorCommands operator,
            WantedEntries wanted,
            LocalAuthListQueries lists,
            InstantSource clock) {
        this.requests = requests;
        this.operator = operator;
        this.wanted = wanted;
        this.lists = lists;
        this.clock = clock;
    }

    /** @param status absent to take the tag off the list */
    record ListEntryInput(
            String idTag,
            @Nullable AuthorizationStatus status,
            @Nullable Instant expiresAt,
            @Nullable String parentIdTag) {

        ListEntry entry() {
            return new ListEntry(
                    idTag,
                    status == null
                            ? null
                            : new IdTagInfo(status, expiresAt, parentIdTag == null ? null : new IdTagId(parentIdTag)));
        }
    }

    record LocalAuthListRulePayload(
            boolean changed, @Nullable LocalAuthListView localAuthList) {}

    record SynchronizePayload(
            Synchronization.Progress progress,
            @Nullable OperationView operation,
            @Nullable LocalAuthListView localAuthList) {}

    @MutationMapping
    LocalAuthListRulePayload setLocalAuthListRule(
            @Argument String chargePointId,
            @Argument LocalAuthListRule.Kind kind,
            @Argument @Nullable List<String> idTags,
            @Argument @Nullable List<String> parentIdTags) {
        boolean changed = operator.send(
                "setLocalAuthListRule",
                chargePointId,
                subject(chargePointId),
                () -> new SetLocalAuthListRule(
                        new ChargePointId(chargePointId),
                        new LocalAuthListRule(kind, selected(kind, idTags), selected(kind, parentIdTags))));
        return new LocalAuthListRulePayload(
                changed,
                changed
                        ? view(chargePointId)
                        : lists.ofChargePoint(chargePointId).orElse(null));
    }

    private static List<IdTagId> selected(LocalAuthListRule.Kind kind, @Nullable List<String> idTags) {
        if (idTags == null || idTags.isEmpty()) {
            return List.of();
        }
        if (kind != LocalAuthListRule.Kind.SELECTED) {
            throw new IllegalArgumentException("idTags and parentIdTags go with SELECTED, not with " + kind);
        }
        if (idTags.size() > MOST_SELECTED) {
            throw new IllegalArgumentException("at most " + MOST_SELECTED + " idTags or groups can be selected");
        }
        return idTags.stream().map(IdTagId::new).distinct().toList();
    }

    @MutationMapping
    SynchronizePayload synchronizeLocalAuthList(@Argument String chargePointId, @Argument boolean full) {
        LocalAuthListRule rule = lists.ofChargePoint(chargePointId)
                .map(LocalAuthListView::domainRule)
                .orElse(LocalAuthListRule.NONE);
        Instant now = clock.instant();
        List<ListEntry> entries = wanted.of(rule, now);
        Synchronization answer = operator.send(
                "synchronizeLocalAuthList",
                chargePointId,
                subject(chargePointId),
                () -> new SynchronizeLocalAuthList(
                        new ChargePointId(chargePointId), rule, entries, full, now.plus(VALIDITY), null, now));
        OperationId operation = answer.operationId();
        if (operation != null) {
            requests.nudge(chargePointId);
        }
        return new SynchronizePayload(
                answer.progress(),
                operation == null ? null : requests.view(operation, Duration.ZERO),
                rule.kind() == LocalAuthListRule.Kind.NONE
                        ? lists.ofChargePoint(chargePointId).orElse(null)
                        : view(chargePointId));
    }

    @MutationMapping
    OperationPayload getLocalListVersion(@Argument String chargePointId, Asking asking) {
        return requests.request(asking, chargePointId, () -> new Request.GetLocalListVersion());
    }

    @MutationMapping
    OperationPayload sendLocalList(
            @Argument String chargePointId,
            @Argument UpdateType updateType,
            @Argument @Nullable Integer listVersion,
            @Argument List<ListEntryInput> entries,
            Asking asking) {
        OperationId operation = requests.before(asking, chargePointId)
                .orElseGet(() -> send(asking, chargePointId, listVersion, updateType, list(entries)));
        return requests.shown(asking, operation);
    }

    private OperationId send(
            Asking asking,
            String chargePointId,
            @Nullable Integer listVersion,
            UpdateType updateType,
            List<ListEntry> list) {
        OperationOptions chosen = asking.options();
        OperationId operation = OperationId.random();
        SendListAnswer answer = requests.send(
                asking.mutation(),
                chargePointId,
                new Request.SendLocalList(listVersion == null ? 1 : listVersion, updateType, list),
                chosen,
                (deadline, now) -> new SendLocalAuthList(
                        new ChargePointId(chargePointId),
                        operation,
                        listVersion,
                        updateType,
                        list,
                        chosen.delivery(),
                        deadline,
                        chosen.forced(),
                        chosen.reason(),
                        now,
                        asking.key()),
                SendListAnswer::request);
        return answer.request().operation(operation);
    }

    private static List<ListEntry> list(List<ListEntryInput> entries) {
        if (entries.size() > MOST_ENTRIES) {
            throw QueryProblem.badUserInput("at most " + MOST_ENTRIES + " entries can be sent, not " + entries.size());
        }
        try {
            return entries.stream().map(ListEntryInput::entry).toList();
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput("not possible: " + e.getMessage());
        }
    }

    private LocalAuthListView view(String chargePointId) {
        return operator.readBack(
                ReservationProjection.GROUP,
                () -> lists.ofChargePoint(chargePointId),
                "the local authorization list of " + subject(chargePointId));
    }

    private static String subject(String chargePointId) {
        return "charge point " + chargePointId;
    }
}
