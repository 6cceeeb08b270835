package dev.csms.query.configuration;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a charge point's configuration was heard of. */
record ConfigurationState(
        ChargePointId chargePointId,
        @Nullable Instant lastReadAt,
        @Nullable Instant completeAt,
        @Nullable Instant bootedAt) {

    static ConfigurationState of(@Nullable ConfigurationState before, ChargePointId chargePointId) {
        return before == null ? new ConfigurationState(chargePointId, null, null, null) : before;
    }

    ConfigurationState after(ConfigurationRead read) {
        return new ConfigurationState(chargePointId, read.readAt(), read.full() ? read.readAt() : completeAt, bootedAt);
    }

    ConfigurationState after(ChargePointBooted booted) {
        return new ConfigurationState(chargePointId, lastReadAt, completeAt, booted.receivedAt());
    }
}
