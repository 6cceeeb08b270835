package dev.csms.app.ocpp;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.Provenance;
import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointEvent.UnexpectedConnectorReported;
import dev.csms.domain.configuration.ChargePointConfiguration;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;

/**
 * Notices what only the domain can tell of charge points: that they speak of what is not theirs, and of more than any
 * charge point has. Each node notices what it has heard itself.
 */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class MistakesOnRecord {

    private final String thisNode;
    private final SecurityLog securityLog;
    private final Counter connectors;
    private final Counter configurationKeys;

    MistakesOnRecord(String thisNode, SecurityLog securityLog, MeterRegistry meters) {
        this.thisNode = thisNode;
        this.securityLog = securityLog;
        this.connectors = beyond("connectors", meters);
        this.configurationKeys = beyond("configuration_keys", meters);
    }

    private static Counter beyond(String limit, MeterRegistry meters) {
        return Counter.builder("csms.limits.reached")
                .description("how often a charge point told of more than is kept of it")
                .tag("limit", limit)
                .register(meters);
    }

    @EventHandler
    void on(AnomalyDetected detected, @MetaDataValue(Provenance.NODE) @Nullable String node) {
        if (detected.kind() == AnomalyKind.FOREIGN_TRANSACTION && thisNode.equals(node)) {
            securityLog.note(
                    SecurityEvent.FOREIGN_TRANSACTION, detected.chargePointId().value(), detected.description());
        }
    }

    @EventHandler
    void on(UnexpectedConnectorReported reported, @MetaDataValue(Provenance.NODE) @Nullable String node) {
        if (thisNode.equals(node)) {
            connectors.increment();
        }
    }

    @EventHandler
    void on(ConfigurationRead read, @MetaDataValue(Provenance.NODE) @Nullable String node) {
        if (read.keyCount() > ChargePointConfiguration.MOST_KEYS && thisNode.equals(node)) {
            configurationKeys.increment();
        }
    }
}
