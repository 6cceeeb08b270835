package dev.csms.ocpp.rpc;

import dev.csms.domain.chargepoint.ChargePointId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Who is connected. */
public final class SessionRegistry {

    /** @param actions the actions that have meters of their own; what else charge points send is counted together */
    public SessionRegistry(CallHandler handler, Set<String> actions, MeterRegistry meters, InstantSource clock) {}

    /** The charge point's only session. */
    public Optional<Session> find(ChargePointId chargePointId) {
        return Optional.empty();
    }
}
