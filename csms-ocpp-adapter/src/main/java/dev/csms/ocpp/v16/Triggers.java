package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ExtendedTriggerMessage;
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

    /** Whether a request asks for a message. */
    static boolean isTrigger(Request request) {
        return request instanceof TriggerMessage || request instanceof ExtendedTriggerMessage;
    }

    /**
     * If it asks for a message, from now on, even before the answer: the message may overtake what we do with the
     * answer.
     */
    void expect(ChargePointId chargePoint, OperationId operationId, Request request) {
        switch (request) {
            case TriggerMessage trigger ->
                expect(
                        chargePoint,
                        new Expected(operationId, action(trigger.requestedMessage()), trigger.connectorId()));
            case ExtendedTriggerMessage trigger ->
                expect(
                        chargePoint,
                        new Expected(operationId, action(trigger.requestedMessage()), trigger.connectorId()));
            default -> {}
        }
    }

    private void expect(ChargePointId chargePoint, Expected message) {
        List<Expected> all = expected.computeIfAbsent(chargePoint, _ -> new CopyOnWriteArrayList<>());
        all.add(message);
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

    /** Whether a message of this kind was asked for. */
    boolean isExpected(ChargePointId chargePoint, String action) {
        return expected.getOrDefault(chargePoint, List.of()).stream()
                .anyMatch(it -> it.action().equals(action));
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

    private static String action(ExtendedMessageTrigger trigger) {
        return switch (trigger) {
            case FIRMWARE_STATUS_NOTIFICATION -> "SignedFirmwareStatusNotification";
            case SIGN_CHARGE_POINT_CERTIFICATE -> "SignCertificate";
            case BOOT_NOTIFICATION, LOG_STATUS_NOTIFICATION, HEARTBEAT, METER_VALUES, STATUS_NOTIFICATION ->
                new WireSpelling<>(ExtendedMessageTrigger.class).of(trigger);
        };
    }
}
