package dev.csms.app.operation;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.v16.OperationDispatcher;
import dev.csms.query.feed.ChangeFeed;
import dev.csms.query.projection.Change.ChargePointAsked;
import dev.csms.query.projection.ChangeMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/**
 * Tells all nodes at once that a charge point has been asked for something. They hear of it from the log as well, in
 * their time; somebody who stands at the charge point waits for this one.
 */
@Component
public final class OperationNews implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OperationNews.class);

    private final OperationDispatcher dispatcher;
    private final ChangeFeed feed;
    private final JdbcOperations db;
    private @Nullable Disposable subscription;

    OperationNews(OperationDispatcher dispatcher, ChangeFeed feed, JdbcOperations db) {
        this.dispatcher = dispatcher;
        this.feed = feed;
        this.db = db;
    }

    /** After the request has been stored. */
    public void asked(ChargePointId chargePoint) {
        if (dispatcher.nudge(chargePoint)) {
            return;
        }
        try {
            ChangeMessages.announce(List.of(ChargePointAsked.of(chargePoint)), db);
        } catch (DataAccessException e) { // the log tells the others
            log.debug("other nodes hear later that {} was asked: {}", chargePoint.value(), e.getMessage());
        }
    }

    @Override
    public void start() {
        subscription = feed.changes()
                .ofType(ChargePointAsked.class)
                .subscribe(asked -> dispatcher.nudge(new ChargePointId(asked.chargePointId())));
    }

    @Override
    public void stop() {
        if (subscription != null) {
            subscription.dispose();
            subscription = null;
        }
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }
}
