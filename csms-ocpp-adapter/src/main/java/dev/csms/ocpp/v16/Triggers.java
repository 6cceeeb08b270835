package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.TriggerMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the messages that charge points were asked for. Nothing on the wire links them: the first one of its kind
 * after the request is taken for it.
 */
final class Triggers {

    /** Asked for at once of one charge point; of more, the oldest are forgotten. */
    private static final int MOST = 8;

    private final Map<ChargePointId, List<Expected>> expected = new ConcurrentHashMap<>();

    /** @param connectorId null for any */
    private record Expected(
            OperationId operationId,
            String action,
            @Nullable Integer connectorId) {

        boolean is(String action, Record message) {
            return this.action.equals(action)
                    && (connectorId == null
                            || switch (message) {
                                case StatusNotification.Request status -> status.connectorId() == connectorId;
                                case MeterValues.Request values -> values.connectorId() == connectorId;
                                default -> true;
                            });
        }
    }

    /** From now on, even before the answer: the message may overtake what we do with the answer. */
    void expect(ChargePointId chargePoint, OperationId operationId, TriggerMessage trigger) {
        List<Expected> all = expected.computeIfAbsent(chargePoint, _ -> new CopyOnWriteArrayList<>());
        all.add(new Expected(operationId, action(trigger.requestedMessage()), trigger.connectorId()));
        if (all.size() > MOST) {
            all.removeFirst();
        }
    }

    /** It was refused. */
    void forget(ChargePointId chargePoint, OperationId operationId) {
        expected.computeIfPresent(chargePoint, (_, all) -> {
            all.removeIf(it -> it.operationId().equals(operationId));
            return all.isEmpty() ? null : all;
        });
    }

    /** The operation that asked for this message. */
    Optional<OperationId> causeOf(ChargePointId chargePoint, String action, Record message) {
        List<Expected> all = expected.isEmpty() ? null : expected.get(chargePoint);
        if (all == null) {
            return Optional.empty();
        }
        Optional<OperationId> cause =
                all.stream().filter(it -> it.is(action, message)).findFirst().map(Expected::operationId);
        cause.ifPresent(it -> forget(chargePoint, it));
        return cause;
    }

    private static String action(MessageTrigger trigger) {
        return new WireSpelling<>(MessageTrigger.class).of(trigger);
    }
}
