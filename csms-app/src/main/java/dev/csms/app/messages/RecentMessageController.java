package dev.csms.app.messages;

import dev.csms.app.CsmsSettings;
import dev.csms.app.messages.RecentMessages.Seen;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.message.MessageView;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

@Controller
final class RecentMessageController {

    /** All that there can be. */
    private static final int MOST = CsmsSettings.Messages.MOST_RECENT;

    private static final int MOST_WAITING = 1_000;

    private final RecentMessages messages;
    private final ChargePointQueries chargePoints;

    RecentMessageController(RecentMessages messages, ChargePointQueries chargePoints) {
        this.messages = messages;
        this.chargePoints = chargePoints;
    }

    @SchemaMapping(typeName = "ChargePoint")
    List<MessageView> recentMessages(ChargePointView chargePoint, @Argument int last) {
        if (last < 1 || last > MOST) {
            throw QueryProblem.badUserInput("last must be 1 to " + MOST + ", not " + last);
        }
        return messages.last(new ChargePointId(chargePoint.identity()), last);
    }

    @SubscriptionMapping
    Flux<MessageView> messageSeen(@Argument String chargePoint) {
        ChargePointId id = chargePoints
                .chargePoint(chargePoint)
                .map(it -> new ChargePointId(it.identity()))
                .orElseThrow(() -> QueryProblem.notFound("there is no charge point " + chargePoint));
        return Flux.<Seen>create(
                        sink -> {
                            Consumer<Seen> watcher = sink::next;
                            messages.watch(id, watcher);
                            sink.onDispose(() -> messages.unwatch(id, watcher));
                        },
                        FluxSink.OverflowStrategy.IGNORE)
                .onBackpressureBuffer(MOST_WAITING, BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(Seen::view);
    }
}
