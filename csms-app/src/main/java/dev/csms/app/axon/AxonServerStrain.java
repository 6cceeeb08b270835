package dev.csms.app.axon;

import dev.csms.app.eventstore.StoreStrain;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Whether an Axon Server can be reached. How long it takes to store events is for the server itself to watch. */
final class AxonServerStrain implements StoreStrain {

    private final BooleanSupplier connected;
    private final AtomicLong lastSeen = new AtomicLong(System.nanoTime());

    /** @param connected whether it is just now; asked with each look */
    AxonServerStrain(BooleanSupplier connected) {
        this.connected = connected;
    }

    @Override
    public Duration longestWait() {
        return Duration.ZERO;
    }

    @Override
    public Duration away() {
        long now = System.nanoTime();
        if (connected.getAsBoolean()) {
            lastSeen.set(now);
        }
        return Duration.ofNanos(now - lastSeen.get());
    }
}
