package dev.csms.domain.localauthlist;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.domain.operation.Request.GetLocalListVersion;
import dev.csms.domain.operation.Request.SendLocalList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Keeps account of every SendLocalList, whoever requests it, and lets the next one follow where more is to be sent. */
public final class LocalAuthListFeature implements OperationFeature {

    /** OCPP 1.6 §9.2.2 */
    private static final String LENGTH_KEY = "LocalAuthListMaxLength";

    /** OCPP 1.6 §9.2.3 */
    private static final String MESSAGE_LENGTH_KEY = "SendLocalListMaxLength";

    /** The charge point has just answered, so that it is there for what follows. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Aggregates aggregates;

    public LocalAuthListFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return request instanceof SendLocalList send
                ? list(chargePointId).invoke(list -> list.problems(send))
                : List.of();
    }

    @Override
    public void requested(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof SendLocalList send) {
            list(chargePointId).execute(list -> list.requested(chargePointId, operationId, send, at));
        }
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        switch (request) {
            case SendLocalList _ -> {
                list(chargePointId).execute(list -> list.concluded(chargePointId, operationId, outcome, at));
                goOn(chargePointId, at.plus(PATIENCE), "the list is not complete yet", at);
            }
            case GetLocalListVersion _ ->
                list(chargePointId).execute(list -> list.versionAnswered(chargePointId, operationId, outcome, at));
            case GetConfiguration _ -> limits(chargePointId, outcome, at);
            default -> {}
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof SendLocalList) {
            list(chargePointId).execute(list -> list.abandoned(chargePointId, operationId, at));
        }
    }

    /** Requests the next update if one is needed. */
    Optional<OperationId> goOn(ChargePointId chargePointId, Instant deadline, @Nullable String reason, Instant at) {
        Aggregate<LocalAuthList> list = list(chargePointId);
        Optional<ListUpdate> next = list.invoke(LocalAuthList::next);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        OperationId id = OperationId.random();
        SendLocalList send = next.get().request();
        boolean taken = aggregates
                        .repository(ChargePoint.class)
                        .load(chargePointId.toString())
                        .invoke(point -> point.request(new RequestOperation(
                                chargePointId, id, send, Delivery.UNTIL_DEADLINE, deadline, false, reason, null, at)))
                        .refusal()
                == null;
        if (taken) {
            list.execute(it -> it.requested(chargePointId, id, send, at));
        } else {
            list.execute(it -> it.abandoned(chargePointId, null, at));
        }
        return taken ? Optional.of(id) : Optional.empty();
    }

    private void limits(ChargePointId chargePointId, Outcome outcome, Instant at) {
        if (outcome instanceof Outcome.Answered answered
                && answered.answer() instanceof Answer.Configuration configuration) {
            Integer entries = number(configuration, LENGTH_KEY);
            Integer perMessage = number(configuration, MESSAGE_LENGTH_KEY);
            if (entries != null || perMessage != null) {
                list(chargePointId).execute(list -> list.limitsReported(chargePointId, entries, perMessage, at));
            }
        }
    }

    private static @Nullable Integer number(Answer.Configuration configuration, String key) {
        return configuration.keys().stream()
                .filter(entry -> entry.key().equalsIgnoreCase(key) && entry.value() != null)
                .map(entry -> positive(entry.value()))
                .filter(value -> value > 0)
                .findFirst()
                .orElse(null);
    }

    /** 0 for what is no positive number: such a limit cannot be meant. */
    private static int positive(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Each charge point has one, whether anything has happened to it or not. */
    Aggregate<LocalAuthList> list(ChargePointId chargePointId) {
        String key = LocalAuthList.keyOf(chargePointId);
        try {
            return aggregates.repository(LocalAuthList.class).loadOrCreate(key, () -> new LocalAuthList(chargePointId));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not look up " + key, e);
        }
    }
}
