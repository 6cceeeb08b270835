package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.MessageTrigger;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ExtendedTriggerMessage;
import dev.csms.domain.operation.Request.TriggerMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the messages that charge points were asked for. Nothing on the wire links them: what comes of their kind
 * until a minute after the answer is taken for them, and the first for the effect of the request. There may be several:
 * one for each connector, where none is named.
 */
final class Triggers {

    /** Asked for at once of one charge point; of more, the oldest are forgotten. */
    private static final int MOST = 8;

    /** From the answer on: charge points send at once what they were asked for (OCPP 1.6 §5.17), as far as they can. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Map<ChargePointId, List<Expected>> expected = new ConcurrentHashMap<>();

    Triggers(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param connectorId null for any
     * @param until       when nothing comes of it any more; null as long as there is no answer
     * @param seen        whether something has come of it
     */
    private record Expected(
            OperationId operationId,
            String action,
            @Nullable Integer connectorId,
            @Nullable Instant until,
            boolean seen) {

        Expected(OperationId operationId, String action, @Nullable Integer connectorId) {
            this(operationId, action, connectorId, null, false);
        }

        Expected until(Instant end) {
            return new Expected(operationId, action, connectorId, end, seen);
        }

        Expected asSeen() {
            return new Expected(operationId, action, connectorId, until, true);
        }

        boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }

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

    /** The charge point has agreed to send it. */
    void accepted(ChargePointId chargePoint, OperationId operationId) {
        Instant end = clock.instant().plus(WINDOW);
        expected.computeIfPresent(chargePoint, (_, all) -> {
            all.replaceAll(it -> it.operationId().equals(operationId) ? it.until(end) : it);
            return all;
        });
    }

    /** It was refused. */
    void forget(ChargePointId chargePoint, OperationId operationId) {
        removeIf(chargePoint, it -> it.operationId().equals(operationId));
    }

    private void removeIf(ChargePointId chargePoint, Predicate<Expected> which) {
        expected.computeIfPresent(chargePoint, (_, all) -> {
            all.removeIf(which);
            return all.isEmpty() ? null : all;
        });
    }

    /** Whether a message of this kind was asked for. */
    boolean isExpected(ChargePointId chargePoint, String action) {
        return expectedOf(chargePoint).stream().anyMatch(it -> it.action().equals(action));
    }

    private List<Expected> expectedOf(ChargePointId chargePoint) {
        List<Expected> all = expected.isEmpty() ? null : expected.get(chargePoint);
        if (all == null) {
            return List.of();
        }
        Instant now = clock.instant();
        if (all.stream().anyMatch(it -> it.isOver(now))) {
            removeIf(chargePoint, it -> it.isOver(now));
        }
        return all;
    }

    /** The operation of which this message is the effect: the first of those that it asked for. */
    Optional<OperationId> causeOf(ChargePointId chargePoint, String action, Record message) {
        List<Expected> all = expectedOf(chargePoint);
        for (Expected it : all) {
            if (!it.seen() && it.is(action, message)) {
                all.replaceAll(other -> other.operationId().equals(it.operationId()) ? other.asSeen() : other);
                return Optional.of(it.operationId());
            }
        }
        return Optional.empty();
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
