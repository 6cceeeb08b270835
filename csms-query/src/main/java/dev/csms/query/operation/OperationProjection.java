package dev.csms.query.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.csms.domain.Provenance;
import dev.csms.domain.operation.OperationEvent;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.Request;
import dev.csms.query.Keys;
import dev.csms.query.operation.OperationRow.Asked;
import dev.csms.query.projection.Change.OperationChanged;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import tools.jackson.databind.json.JsonMapper;

/** Operations as they are. */
@ProcessingGroup(OperationProjection.GROUP)
public final class OperationProjection {

    public static final String GROUP = "operations";

    private static final OperationTable OPERATIONS = new OperationTable();

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final EventRows rows;

    public OperationProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(OperationEvent event, EventMessage<?> message) {
        String id = event.operationId().value();
        rows.write(message, row -> {
            row.change(
                    OPERATIONS,
                    id,
                    before -> before == null && event instanceof OperationRequested requested
                            ? new OperationRow(asked(requested, message), null, null, null, null)
                            : OperationRow.after(before, event));
            row.announce(OperationChanged.of(event.operationId(), event.chargePointId()));
        });
    }

    private static Asked asked(OperationRequested requested, EventMessage<?> message) {
        Object actor = message.getMetaData().get(Provenance.ACTOR);
        return new Asked(
                requested.operationId().value(),
                Keys.of(requested.chargePointId()),
                EventRows.position(message),
                requested.request().action(),
                json(requested.request()),
                requested.delivery(),
                requested.deadline(),
                requested.forced(),
                requested.reason(),
                requested.batchId(),
                actor == null ? null : actor.toString(),
                requested.requestedAt(),
                null);
    }

    private static String json(Request request) {
        return request instanceof Request.Raw raw ? raw.payload() : JSON.writeValueAsString(request);
    }
}
