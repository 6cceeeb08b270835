package dev.csms.query.message;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the messages that are kept. */
@Component
final class MessageQueries {

    private static final Order<MessageView> NEWEST_FIRST =
            Order.descending("number", List.of(new Order.Key<>("m.number", "bigint", MessageView::number)));

    private final PagedQuery<MessageView> messages;

    MessageQueries(ReadSide readSide) {
        messages = new PagedQuery<>(
                readSide.db(),
                "select m.* from ocpp_message m",
                Scope.of("m.charge_point_id"),
                Row.mapper(MessageView::read));
    }

    Map<String, Connection<MessageView>> ofChargePoints(Collection<String> chargePointIds, Page page) {
        return messages.pages(chargePointIds, "m.charge_point_id", new Conditions(), NEWEST_FIRST, page);
    }
}
