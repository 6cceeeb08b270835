package dev.csms.app.health;

import dev.csms.query.Projections;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.projection.ProjectionProgress.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How far each projection is behind, asked at most once a second however many gauges are read. */
@Component
final class ProjectionLag implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ProjectionProgress projections;
    private List<Progress> known = List.of();
    private long knownAt = System.nanoTime() - FRESH.toNanos();

    ProjectionLag(ProjectionProgress projections) {
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Projection projection : Projections.ALL) {
            String name = projection.group();
            gauge(
                            "projection.lag",
                            "Age of the oldest event it has not read",
                            name,
                            progress -> progress.lag().toMillis() / 1000.0)
                    .baseUnit("seconds")
                    .register(meters);
            gauge("projection.behind", "Events it has not read", name, Progress::behind)
                    .register(meters);
            gauge("projection.dead.letters", "Events it could not handle", name, Progress::deadLetters)
                    .register(meters);
        }
    }

    private Gauge.Builder<ProjectionLag> gauge(
            String name, String description, String processor, ToDoubleFunction<Progress> value) {
        return Gauge.builder(name, this, it -> it.of(processor, value))
                .description(description)
                .tag("processor", processor)
                .strongReference(true);
    }

    private synchronized double of(String processor, ToDoubleFunction<Progress> value) {
        if (System.nanoTime() - knownAt > FRESH.toNanos()) {
            try {
                known = projections.all();
            } catch (RuntimeException e) {
                known = List.of();
            }
            knownAt = System.nanoTime();
        }
        return known.stream()
                .filter(progress -> progress.name().equals(processor))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
