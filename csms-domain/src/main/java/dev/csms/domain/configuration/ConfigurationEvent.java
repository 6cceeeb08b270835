package dev.csms.domain.configuration;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt of a charge point's configuration. Times are ours. Values of secrets (AuthorizationKey) are in none
 * of them.
 */
public sealed interface ConfigurationEvent {

    ChargePointId chargePointId();

    /**
     * The charge point has answered a GetConfiguration. What it said that was new follows.
     *
     * @param operationId by which it was asked
     * @param full        all keys were asked for, and some were reported: what was not is not there
     * @param keyCount    how many were reported, which may be more than are kept
     * @param unknownKeys that were asked for and that it does not know
     */
    @Revision("1")
    record ConfigurationRead(
            ChargePointId chargePointId,
            OperationId operationId,
            boolean full,
            int keyCount,
            List<String> unknownKeys,
            Instant readAt)
            implements ConfigurationEvent {}

    /** Keys were reported that had not been before. */
    @Revision("1")
    record ConfigurationKeysAppeared(ChargePointId chargePointId, List<ReportedKey> keys, Instant readAt)
            implements ConfigurationEvent {}

    /** Keys were reported with another value than known, or have become writable or read-only. Nobody here did that. */
    @Revision("1")
    record ConfigurationValuesChanged(ChargePointId chargePointId, List<ChangedKey> keys, Instant readAt)
            implements ConfigurationEvent {}

    /** Keys that had been known were not among all that were reported, or were said to be unknown. */
    @Revision("1")
    record ConfigurationKeysVanished(ChargePointId chargePointId, List<String> keys, Instant readAt)
            implements ConfigurationEvent {}

    /**
     * The charge point has accepted a value, which is in force.
     *
     * @param operationId   by which it was told
     * @param previousValue as known before; absent if it was not
     */
    @Revision("1")
    record ConfigurationValueSet(
            ChargePointId chargePointId,
            OperationId operationId,
            String key,
            String value,
            @Nullable String previousValue,
            Instant setAt)
            implements ConfigurationEvent {}

    /**
     * The charge point has stored a value that will be in force after its next boot.
     *
     * @param operationId by which it was told
     */
    @Revision("1")
    record ConfigurationValuePending(
            ChargePointId chargePointId, OperationId operationId, String key, String value, Instant pendingSince)
            implements ConfigurationEvent {}

    /**
     * The charge point has booted since it stored a value, which therefore is in force. Noticed when its configuration
     * is next spoken of.
     *
     * @param previousValue as known before; absent if it was not
     * @param bootedAt      when it booted
     */
    @Revision("1")
    record PendingConfigurationValueTookEffect(
            ChargePointId chargePointId,
            String key,
            String value,
            @Nullable String previousValue,
            Instant bootedAt) implements ConfigurationEvent {}
}
