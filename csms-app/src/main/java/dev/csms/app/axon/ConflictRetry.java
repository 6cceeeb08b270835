package dev.csms.app.axon;

import dev.csms.domain.RecordedOnce;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a command again that met another one, on this node or another: whoever sent it never learns of that. */
final class ConflictRetry implements RetryScheduler {

    private static final Logger log = LoggerFactory.getLogger(ConflictRetry.class);

    private static final int MAX_RETRIES = 8;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable commandDispatch) {
        if (!isWorthTrying(command, lastFailure, failures.size())) {
            return false;
        }
        log.debug("{} is tried again: {}", command.getCommandName(), lastFailure.getMessage());
        Duration pause = pauseBefore(failures.size());
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                // nobody interrupts it
            }
            commandDispatch.run();
        });
        return true;
    }

    private static boolean isWorthTrying(CommandMessage<?> command, RuntimeException failure, int failures) {
        return switch (failure) {
            case ConcurrencyException _, LockAcquisitionFailedException _ -> failures <= MAX_RETRIES;
            // either another command was first, which the next look shows, or it was said before: once tells
            case AggregateStreamCreationException _ -> failures <= 1 && !(command.getPayload() instanceof RecordedOnce);
            default -> false;
        };
    }

    private static Duration pauseBefore(int retry) {
        Duration longest = SHORTEST_PAUSE.multipliedBy(1L << Math.min(retry, 10));
        longest = longest.compareTo(LONGEST_PAUSE) < 0 ? longest : LONGEST_PAUSE;
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos()));
    }
}
