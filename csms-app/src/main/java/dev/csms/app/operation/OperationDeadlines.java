package dev.csms.app.operation;

import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationCommand.GiveUpOperations;
import dev.csms.query.operation.OperationQueries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives up, on time, the operations of charge points that do not come back. Every node does it: giving up twice is
 * giving up once.
 */
@Component
final class OperationDeadlines implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OperationDeadlines.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);
    private static final int AT_ONCE = 500;

    private final OperationQueries operations;
    private final CommandGateway commands;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService timer;
    private boolean troubled;

    OperationDeadlines(OperationQueries operations, CommandGateway commands, InstantSource clock) {
        this.operations = operations;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("operation-deadlines").factory());
        started.scheduleWithFixedDelay(this::giveUp, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    private void giveUp() {
        try {
            operations
                    .chargePointsOfOverdue(clock.instant(), UNDER_WAY, AT_ONCE)
                    .forEach(this::giveUp);
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                log.warn("Operations past their deadlines cannot be given up; trying again: {}", e.toString());
                troubled = true;
            }
        }
    }

    private void giveUp(ChargePointId chargePoint) {
        commands.sendAndWait(
                new GiveUpOperations(chargePoint, clock.instant()),
                MetaData.from(
                        Map.of(Provenance.ACTOR, Provenance.SYSTEM, Provenance.CHARGE_POINT, chargePoint.value())));
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
