package dev.csms.app.health;

import dev.csms.query.Projections;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.RebuildView.State;
import dev.csms.query.projection.Rebuilds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which projections this node rebuilds, and how that has ended. */
@Component
final class ProjectionRebuilds implements MeterBinder {

    private final ObjectProvider<Rebuilds> rebuilds;

    /** @param rebuilds asked for late: they have connections, which are measured themselves */
    ProjectionRebuilds(ObjectProvider<Rebuilds> rebuilds) {
        this.rebuilds = rebuilds;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Projection projection : Projections.ALL) {
            String name = projection.group();
            Gauge.builder(
                            "projection.rebuild.running",
                            rebuilds,
                            it -> it.getObject().isRunning(name) ? 1 : 0)
                    .description("Whether this node rebuilds it")
                    .tag("processor", name)
                    .register(meters);
            for (State how : List.of(State.DONE, State.FAILED)) {
                FunctionCounter.builder(
                                "projection.rebuilds",
                                rebuilds,
                                it -> it.getObject().ended(name, how))
                        .description("Rebuilds that have ended on this node")
                        .tag("processor", name)
                        .tag("outcome", how.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
        }
    }
}
