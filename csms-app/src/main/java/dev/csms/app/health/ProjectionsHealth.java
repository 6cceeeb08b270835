package dev.csms.app.health;

import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.projection.ProjectionProgress.Progress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the projections follow the log closely enough to be shown. */
@Component("projectionsHealthIndicator")
final class ProjectionsHealth implements HealthIndicator {

    static final Duration TOO_FAR_BEHIND = Duration.ofSeconds(60);

    private final ProjectionProgress projections;

    ProjectionsHealth(ProjectionProgress projections) {
        this.projections = projections;
    }

    @Override
    public Health health() {
        List<Progress> all;
        try {
            all = projections.all();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("problem", String.valueOf(e.getMessage()))
                    .build();
        }
        boolean behind = all.stream().anyMatch(each -> each.lag().compareTo(TOO_FAR_BEHIND) > 0);
        Health.Builder health = behind ? Health.outOfService() : Health.up();
        all.forEach(each -> health.withDetail(
                each.name(),
                "%d behind, lag %d ms, %d dead letters"
                        .formatted(each.behind(), each.lag().toMillis(), each.deadLetters())));
        return health.build();
    }
}
