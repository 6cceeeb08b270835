package dev.csms.query.message;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.event.EventQueries;
import dev.csms.query.event.EventView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.operation.OperationQueries;
import dev.csms.query.operation.OperationView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class MessageController {

    private static final String TYPE = "OcppMessage";

    private final OperationQueries operations;
    private final EventQueries events;

    MessageController(
            MessageQueries messages, OperationQueries operations, EventQueries events, BatchLoaderRegistry loaders) {
        this.operations = operations;
        this.events = events;
        Below.<String, String, MessageView>register(
                loaders, "messages", (owners, _, page) -> messages.ofChargePoints(owners, page));
    }

    @SchemaMapping(typeName = "ChargePoint", field = "messages")
    CompletableFuture<Connection<MessageView>> ofChargePoint(
            ChargePointView chargePoint,
            Page page,
            DataLoader<Below<String, String>, Connection<MessageView>> messages) {
        return messages.load(new Below<>(chargePoint.chargePointId(), "", page));
    }

    /** What it is the call of, or the answer to. */
    @BatchMapping(typeName = TYPE)
    Map<MessageView, OperationView> operation(List<MessageView> messages) {
        Map<MessageView, OperationView> found = Batches.one(messages, MessageView::messageId, operations::byKey);
        found.entrySet()
                .removeIf(
                        it -> !it.getKey().chargePointId().equals(it.getValue().chargePointId()));
        return found;
    }

    /** What was stored because of it. */
    @BatchMapping(typeName = TYPE)
    List<List<EventView>> events(List<MessageView> messages) {
        return messages.stream()
                .map(it -> it.messageId() == null
                        ? List.<EventView>of()
                        : events.ofMessage(it.chargePointId(), it.messageId(), it.at()))
                .toList();
    }
}
