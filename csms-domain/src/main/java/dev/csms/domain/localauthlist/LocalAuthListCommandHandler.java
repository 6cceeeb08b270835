package dev.csms.domain.localauthlist;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SendLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SetLocalAuthListRule;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SynchronizeLocalAuthList;
import dev.csms.domain.localauthlist.Synchronization.Progress;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommandHandler;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.SendLocalList;
import dev.csms.domain.operation.RequestAnswer;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** Takes orders about lists to the list and, for what has to be sent, to its charge point. */
public final class LocalAuthListCommandHandler {

    private final Aggregates aggregates;
    private final OperationCommandHandler operations;
    private final LocalAuthListFeature lists;

    public LocalAuthListCommandHandler(Aggregates aggregates, OperationCommandHandler operations) {
        this.aggregates = aggregates;
        this.operations = operations;
        lists = new LocalAuthListFeature(aggregates);
    }

    @CommandHandler
    boolean handle(SetLocalAuthListRule set) {
        return list(set).invoke(list -> list.setRule(registered(set), set.rule()));
    }

    @CommandHandler
    Synchronization handle(SynchronizeLocalAuthList command) {
        Aggregate<LocalAuthList> list = list(command);
        LocalAuthListRule rule = list.invoke(LocalAuthList::rule);
        if (rule.kind() == LocalAuthListRule.Kind.NONE) {
            return Synchronization.is(Progress.NO_RULE);
        }
        if (!rule.equals(command.rule())) {
            return Synchronization.is(Progress.RULE_CHANGED);
        }
        if (list.invoke(LocalAuthList::isUnsupported)) {
            return Synchronization.is(Progress.NOT_SUPPORTED);
        }
        ChargePointId id = registered(command);
        list.execute(it -> it.want(id, command.wanted(), command.full(), command.requestedAt()));
        if (list.invoke(LocalAuthList::isUpdating)) {
            return Synchronization.is(Progress.RUNNING);
        }
        if (list.invoke(LocalAuthList::next).isEmpty()) {
            return Synchronization.is(Progress.IN_STEP);
        }
        Optional<OperationId> begun = lists.goOn(id, command.deadline(), command.reason(), command.requestedAt());
        return begun.map(Synchronization::begun).orElseGet(() -> Synchronization.is(Progress.TOO_MANY_WAITING));
    }

    @CommandHandler
    SendListAnswer handle(SendLocalAuthList command) {
        int version = command.listVersion() == null
                ? list(command).invoke(LocalAuthList::nextVersion)
                : command.listVersion();
        RequestAnswer answer = operations.request(new RequestOperation(
                command.chargePointId(),
                command.operationId(),
                new SendLocalList(version, command.updateType(), command.entries()),
                command.delivery(),
                command.deadline(),
                command.force(),
                command.reason(),
                null,
                command.requestedAt(),
                null,
                command.idempotencyKey()));
        return new SendListAnswer(version, answer);
    }

    /** The charge point first, as everywhere: whoever holds both holds them in this order. */
    private Aggregate<LocalAuthList> list(LocalAuthListCommand command) {
        return lists.list(registered(command));
    }

    /** The charge point in the spelling of its registration. */
    private ChargePointId registered(LocalAuthListCommand command) {
        return aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString())
                .invoke(ChargePoint::chargePointId);
    }
}
