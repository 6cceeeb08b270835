package dev.csms.query.chargepoint;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.DiagnosticsStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.FirmwareStatusReported;
import dev.csms.domain.chargepoint.ChargePointEvent.MessagePolicyChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A charge point as its events leave it.
 *
 * @param registered with what has been decided since
 */
record ChargePointState(
        ChargePointRegistered registered,
        Instant registeredAt,
        ChargePointOptions options,
        @Nullable ChargePointBooted boot,
        @Nullable Connection connection,
        @Nullable FirmwareStatusReported firmware,
        @Nullable DiagnosticsStatusReported diagnostics) {

    /**
     * The latest connection.
     *
     * @param open      false once it has ended
     * @param changedAt when it was opened or has ended
     */
    record Connection(String sessionId, boolean open, Instant changedAt) {}

    static ChargePointState of(ChargePointRegistered registered, Instant registeredAt) {
        return new ChargePointState(registered, registeredAt, ChargePointOptions.NONE, null, null, null, null);
    }

    ChargePointState with(RegistrationChanged changed) {
        return with(new ChargePointRegistered(
                registered.chargePointId(),
                changed.registration(),
                registered.source(),
                registered.messagePolicy(),
                changed.intervalSeconds()));
    }

    ChargePointState with(MessagePolicyChanged changed) {
        return with(new ChargePointRegistered(
                registered.chargePointId(),
                registered.registration(),
                registered.source(),
                changed.messagePolicy(),
                registered.intervalSeconds()));
    }

    ChargePointState with(ChargePointOptions changed) {
        return new ChargePointState(registered, registeredAt, changed, boot, connection, firmware, diagnostics);
    }

    private ChargePointState with(ChargePointRegistered changed) {
        return new ChargePointState(changed, registeredAt, options, boot, connection, firmware, diagnostics);
    }

    ChargePointState with(ChargePointBooted booted) {
        return new ChargePointState(registered, registeredAt, options, booted, connection, firmware, diagnostics);
    }

    ChargePointState with(Connection changed) {
        return new ChargePointState(registered, registeredAt, options, boot, changed, firmware, diagnostics);
    }

    /** The end of a connection; that of an older one than the latest changes nothing. */
    ChargePointState withEndOf(String sessionId, Instant endedAt) {
        return connection != null && connection.sessionId().equals(sessionId)
                ? with(new Connection(sessionId, false, endedAt))
                : this;
    }

    ChargePointState with(FirmwareStatusReported report) {
        return new ChargePointState(registered, registeredAt, options, boot, connection, report, diagnostics);
    }

    ChargePointState with(DiagnosticsStatusReported report) {
        return new ChargePointState(registered, registeredAt, options, boot, connection, firmware, report);
    }
}
