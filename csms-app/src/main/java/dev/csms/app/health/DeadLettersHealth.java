package dev.csms.app.health;

import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.projection.ProjectionProgress.Progress;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether all events could be shown. Somebody has to look where they could not; but it is the same on all nodes, and
 * charge points do not notice, so that no node is to be taken out of service for it.
 */
@Component("deadLettersHealthIndicator")
final class DeadLettersHealth implements HealthIndicator {

    private final ProjectionProgress projections;

    DeadLettersHealth(ProjectionProgress projections) {
        this.projections = projections;
    }

    @Override
    public Health health() {
        List<Progress> parking;
        try {
            parking = projections.all().stream()
                    .filter(each -> each.deadLetters() > 0)
                    .toList();
        } catch (RuntimeException e) {
            return Health.unknown()
                    .withDetail("problem", String.valueOf(e.getMessage()))
                    .build();
        }
        Health.Builder health = parking.isEmpty() ? Health.up() : Health.down();
        parking.forEach(each -> health.withDetail(each.name(), each.deadLetters() + " events are parked"));
        return health.build();
    }
}
