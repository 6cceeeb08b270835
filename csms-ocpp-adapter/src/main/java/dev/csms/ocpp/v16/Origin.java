package dev.csms.ocpp.v16;

import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import java.time.Instant;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, and when.
 *
 * @param raw the payload as it came, where it had to be mended to be read
 */
record Origin(
        ChargePointId chargePoint,
        SessionId session,
        String node,
        String action,
        String messageId,
        Instant receivedAt,
        @Nullable String raw) {

    /** What every event has to say of it. */
    MetaData provenance() {
        return MetaData.from(Map.of(
                Provenance.ACTOR,
                Provenance.chargePoint(chargePoint.value()),
                Provenance.CHARGE_POINT,
                chargePoint.value(),
                Provenance.SESSION,
                session.value(),
                Provenance.NODE,
                node,
                Provenance.ACTION,
                action,
                Provenance.MESSAGE_ID,
                messageId));
    }
}
