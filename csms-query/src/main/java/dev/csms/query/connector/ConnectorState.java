package dev.csms.query.connector;

import dev.csms.domain.ClaimedTime;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.query.Keys;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its latest report leaves it.
 *
 * @param since when its status was first reported: charge point clock where that can be believed, else ours
 */
record ConnectorState(Key key, StatusReport report, Instant since, Instant receivedAt) {

    /** @param connectorId 0 for the charge point itself */
    record Key(String chargePointId, int connectorId) {}

    static Key keyOf(ConnectorStatusChanged changed) {
        return new Key(Keys.of(changed.chargePointId()), changed.connectorId());
    }

    /** Other news of the same status, such as an error code, do not make it younger. */
    static ConnectorState after(@Nullable ConnectorState before, ConnectorStatusChanged changed) {
        StatusReport report = changed.report();
        Instant since = before != null && before.report.status() == report.status()
                ? before.since
                : ClaimedTime.of(report.reportedAt(), changed.receivedAt()).effective();
        return new ConnectorState(keyOf(changed), report, since, changed.receivedAt());
    }
}
