package dev.csms.app.health;

import dev.csms.query.projection.ProjectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the projections have been close to the end of the log once since this node started. What becomes of them later
 * is the same on all nodes, and charge points do not notice: a load balancer that took all nodes out of service for it
 * would keep charge points from coming back. For the same reason a node does not wait for them for ever.
 */
@Component("caughtUpHealthIndicator")
final class CaughtUpHealth implements HealthIndicator {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ProjectionProgress projections;
    private final InstantSource clock;
    private final Instant startedAt;
    private volatile boolean caughtUp;

    @Autowired
    CaughtUpHealth(ProjectionProgress projections) {
        this(projections, InstantSource.system());
    }

    CaughtUpHealth(ProjectionProgress projections, InstantSource clock) {
        this.projections = projections;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public Health health() {
        if (!caughtUp) {
            caughtUp = isOverdue() || isCaughtUp();
        }
        return caughtUp
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("problem", "projections have not caught up yet")
                        .build();
    }

    private boolean isOverdue() {
        return Duration.between(startedAt, clock.instant()).compareTo(PATIENCE) > 0;
    }

    private boolean isCaughtUp() {
        try {
            return projections.all().stream()
                    .allMatch(each -> each.lag().compareTo(ProjectionsHealth.TOO_FAR_BEHIND) <= 0);
        } catch (RuntimeException e) {
            return false; // whether the database answers is another question
        }
    }
}
