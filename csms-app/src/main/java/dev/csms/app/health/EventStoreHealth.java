package dev.csms.app.health;

import dev.csms.app.database.DatabaseRights;
import dev.csms.query.projection.TrackedLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the end of the event log can be read. */
@Component("eventStoreHealthIndicator")
final class EventStoreHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventStore events;
    private final TrackedLog log;
    private final DatabaseRights rights;

    EventStoreHealth(EventStore events, TrackedLog log, DatabaseRights rights) {
        this.events = events;
        this.log = log;
        this.rights = rights;
    }

    @Override
    public Health health() {
        CompletableFuture<TrackingToken> head = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                head.complete(events.createHeadToken());
            } catch (RuntimeException e) {
                head.completeExceptionally(e);
            }
        });
        try {
            TrackingToken token = head.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up()
                    .withDetail(
                            "position",
                            token == null ? log.beginning() : token.position().orElse(log.beginning()))
                    .withDetail("protectedBy", protection())
                    .build();
        } catch (TimeoutException e) {
            return Health.down()
                    .withDetail("problem", "no answer within " + PATIENCE)
                    .build();
        } catch (ExecutionException e) {
            return Health.down()
                    .withDetail(
                            "problem",
                            String.valueOf(
                                    e.getCause() == null ? e : e.getCause().getMessage()))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }

    private String protection() {
        if (!log.isInDatabase()) {
            return "Axon Server";
        }
        return rights.mayChangeHistory() ? "triggers" : "rights and triggers";
    }
}
