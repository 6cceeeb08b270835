package dev.csms.domain;

import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;

/** Events that belong to no aggregate, because no later decision asks for them. */
public final class FactLog {

    private final EventBus events;

    public FactLog(EventBus events) {
        this.events = events;
    }

    public void record(Object event) {
        events.publish(new GenericEventMessage<>(event));
    }

    /**
     * Records an event whose identity follows from what was said, so that it is stored once however often it is said.
     * The command of a repetition fails with Axon's {@code AggregateStreamCreationException}.
     *
     * @param type     of the fact, such as {@code MeterValues}
     * @param identity unique over all aggregates; therefore begins with the type
     */
    public void recordOnce(String type, String identity, Object event) {
        events.publish(new GenericDomainEventMessage<>(type, identity, 0, event, Map.of()));
    }
}
