package dev.csms.domain.idtag;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;

/** What a charge point asks about an idTag. */
public sealed interface AuthorizationCommand {

    /** Authorize (OCPP 1.6 §4.1). Answers {@link IdTagInfo}, never ConcurrentTx. */
    record Authorize(ChargePointId chargePointId, IdTagId idTag, Instant receivedAt) implements AuthorizationCommand {}
}
