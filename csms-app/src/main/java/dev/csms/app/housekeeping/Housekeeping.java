package dev.csms.app.housekeeping;

import dev.csms.domain.Aggregates;
import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.KeyAccess;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.configuration.StandardKey;
import dev.csms.domain.configuration.StandardKeys;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.ocpp.rpc.SessionRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each charge point that is connected to this node for its whole configuration: some time after a boot, and then
 * once a day. Never more often, since there are charge points that boot because they were asked. One that has no answer to
 * so big a question is asked for the keys of the specification, in parts. What is due is in memory alone: after a restart
 * of the node, it begins again with the charge point's next boot.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration DAY = Duration.ofDays(1);

    /** For how long the request waits behind other operations. */
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    /** Keys in one question, where the charge point does not say how many it can take. */
    private static final int USUAL_PART = 10;

    private static final List<String> STANDARD_KEYS = StandardKeys.ALL.stream()
            .filter(key -> key.access() != KeyAccess.WRITE_ONLY)
            .map(StandardKey::name)
            .toList();

    private final CommandGateway commands;
    private final Aggregates aggregates;
    private final SessionRegistry sessions;
    private final InstantSource clock;
    private final Duration delay;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<ChargePointId, Rounds> rounds = new ConcurrentHashMap<>();

    /** @param delay of the first question after a boot, on average */
    Housekeeping(
            CommandGateway commands,
            Aggregates aggregates,
            SessionRegistry sessions,
            InstantSource clock,
            Duration delay) {
        this.commands = commands;
        this.aggregates = aggregates;
        this.sessions = sessions;
        this.clock = clock;
        this.delay = delay;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("housekeeping").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * @param askedAt   last; null if never
     * @param operation by which it was
     * @param next      when it is asked again, if it is connected here then
     */
    private record Rounds(
            @Nullable Instant askedAt, @Nullable OperationId operation, Future<?> next) {}

    /** A charge point has booted and was accepted, perhaps on another node. */
    void booted(ChargePointId chargePoint) {
        if (isHere(chargePoint)) {
            rounds.compute(
                    chargePoint,
                    (_, before) -> before == null
                            ? next(chargePoint, null, null, null)
                            : next(chargePoint, before, before.askedAt, before.operation));
        }
    }

    private void look(ChargePointId chargePoint) {
        if (isHere(chargePoint)) {
            OperationId operation = OperationId.random();
            rounds.compute(chargePoint, (_, before) -> next(chargePoint, before, clock.instant(), operation));
            ask(chargePoint, operation, List.of());
        }
    }

    private Rounds next(
            ChargePointId chargePoint,
            @Nullable Rounds before,
            @Nullable Instant askedAt,
            @Nullable OperationId operation) {
        if (before != null) {
            before.next.cancel(false);
        }
        return new Rounds(askedAt, operation, schedule(chargePoint, askedAt));
    }

    /** Something that a charge point was asked has been answered, well or not, or is not going to be. */
    void concluded(ChargePointId chargePoint, OperationId operation) {
        Rounds last = rounds.get(chargePoint);
        if (last != null && operation.equals(last.operation) && isHere(chargePoint)) {
            Thread.startVirtualThread(() -> askInParts(chargePoint));
        }
    }

    private void askInParts(ChargePointId chargePoint) {
        KnownConfiguration known = KnownConfiguration.of(aggregates, chargePoint);
        if (known.isComplete()) {
            return;
        }
        int part = known.getConfigurationMaxKeys().filter(most -> most > 0).orElse(USUAL_PART);
        for (int from = 0; from < STANDARD_KEYS.size(); from += part) {
            ask(
                    chargePoint,
                    OperationId.random(),
                    STANDARD_KEYS.subList(from, Math.min(STANDARD_KEYS.size(), from + part)));
        }
    }

    private boolean isHere(ChargePointId chargePoint) {
        return sessions.find(chargePoint).isPresent();
    }

    private Future<?> schedule(ChargePointId chargePoint, @Nullable Instant askedAt) {
        Duration rest = askedAt == null ? Duration.ZERO : Duration.between(clock.instant(), askedAt.plus(DAY));
        return timer.schedule(
                () -> Thread.startVirtualThread(() -> look(chargePoint)),
                Math.max(0, rest.toMillis()) + jitteredMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Between half of the delay and one and a half: a site that had no power should not be asked all at once. */
    private long jitteredMillis() {
        long millis = delay.toMillis();
        return millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1);
    }

    /** @param keys none for all */
    private void ask(ChargePointId chargePoint, OperationId operation, List<String> keys) {
        Instant now = clock.instant();
        try {
            commands.sendAndWait(
                    new RequestOperation(
                            chargePoint,
                            operation,
                            new GetConfiguration(keys),
                            Delivery.NOW_OR_NEVER,
                            now.plus(VALIDITY),
                            false,
                            "housekeeping: to know its configuration",
                            null,
                            now),
                    Provenance.ofSystem(chargePoint).and(Provenance.ACTION, "housekeeping"));
        } catch (RuntimeException e) { // it is asked tomorrow
            log.warn("{} could not be asked for its configuration: {}", chargePoint.value(), e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
