package dev.csms.app.overload;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether anything is left undone, since when, and why. */
@Component("overloadHealthIndicator")
final class OverloadHealth implements HealthIndicator {

    private final Overload overload;

    OverloadHealth(Overload overload) {
        this.overload = overload;
    }

    @Override
    public Health health() {
        Overload.State state = overload.state();
        return (state.level() == OverloadLevel.NONE ? Health.up() : Health.outOfService())
                .withDetail("level", state.level())
                .withDetail("why", state.why())
                .withDetail("since", state.since())
                .build();
    }
}
