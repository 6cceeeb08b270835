package dev.csms.domain.idtag;

import dev.csms.domain.chargepoint.ChargePointId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What charge points were told about idTags. */
public sealed interface AuthorizationEvent {

    ChargePointId chargePointId();

    /** An idTag was presented at a charge point, which was told this of it. */
    @Revision("1")
    record AuthorizationAttempted(ChargePointId chargePointId, IdTagId idTag, IdTagInfo answer, Instant receivedAt)
            implements AuthorizationEvent {}
}
