package dev.csms.query.metervalue;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.transaction.TransactionEvent.TransactionClosedAdministratively;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.Keys;
import dev.csms.query.metervalue.MeterEntry.Connector;
import dev.csms.query.metervalue.MeterEntry.TransactionBegun;
import dev.csms.query.metervalue.MeterEntry.TransactionEnded;
import dev.csms.query.projection.EventRows;
import dev.csms.query.transaction.TransactionProjection;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** Every sampled value, whether it came by itself or with a StopTransaction, or even before the StartTransaction. */
@ProcessingGroup(TransactionProjection.GROUP)
public final class MeterSampleProjection {

    private final MeterSampleTable samples = new MeterSampleTable();
    private final EventRows rows;

    public MeterSampleProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(MeterValuesReceived received, EventMessage<?> message) {
        rows.write(
                message,
                row -> MeterSample.ofEach(
                        received.meterValues(),
                        Keys.of(received.chargePointId()),
                        received.connectorId(),
                        received.transactionId() == null
                                ? 0
                                : received.transactionId().value(),
                        sample -> row.insert(samples, sample)));
    }

    @EventHandler
    void on(TransactionStarted started, EventMessage<?> message) {
        rows.write(
                message,
                row -> row.insert(
                        samples,
                        new TransactionBegun(
                                started.transactionId().value(),
                                new Connector(Keys.of(started.chargePointId()), started.connectorId()),
                                started.startedAt(),
                                started.receivedAt())));
    }

    @EventHandler
    void on(TransactionStopped stopped, EventMessage<?> message) {
        rows.write(message, row -> {
            MeterSample.ofEach(
                    stopped.transactionData(),
                    Keys.of(stopped.chargePointId()),
                    stopped.connectorId(),
                    stopped.transactionId().value(),
                    sample -> row.insert(samples, sample));
            row.insert(samples, ended(stopped.transactionId(), stopped.chargePointId(), stopped.connectorId()));
        });
    }

    @EventHandler
    void on(TransactionClosedAdministratively closed, EventMessage<?> message) {
        rows.write(
                message,
                row -> row.insert(
                        samples, ended(closed.transactionId(), closed.chargePointId(), closed.connectorId())));
    }

    private static MeterEntry ended(TransactionId id, ChargePointId chargePointId, int connectorId) {
        return new TransactionEnded(id.value(), new Connector(Keys.of(chargePointId), connectorId));
    }
}
