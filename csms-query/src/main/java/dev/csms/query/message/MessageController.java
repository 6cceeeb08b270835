package dev.csms.query.message;

import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.event.EventQueries;
import dev.csms.query.event.EventView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.operation.OperationQueries;
import dev.csms.query.operation.OperationView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
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
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, String>, Connection<MessageView>> messages) {
        return messages.load(new Below<>(chargePoint.chargePointId(), "", Page.of(first, after)));
    }

    /** What it is the call of, or the answer to. */
    @BatchMapping(typeName = TYPE)
    Map<MessageView, OperationView> operation(List<MessageView> messages) {
        Map<String, OperationView> found = operations
                .byIds(messages.stream()
                        .map(MessageView::messageId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(OperationView::operationId, Function.identity()));
        Map<MessageView, OperationView> result = new HashMap<>();
        for (MessageView message : messages) {
            OperationView operation = message.messageId() == null ? null : found.get(message.messageId());
            if (operation != null && operation.chargePointId().equals(message.chargePointId())) {
                result.put(message, operation);
            }
        }
        return result;
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
