package dev.csms.query.session;

import dev.csms.domain.credential.Authentication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection.
 *
 * @param position       of its opening in the event log
 * @param authentication by what it was let in; absent before that was asked
 * @param end            absent while it is open
 */
record SessionState(
        String sessionId,
        String chargePointId,
        long position,
        String node,
        String remoteAddress,
        Instant openedAt,
        @Nullable Authentication authentication,
        @Nullable End end) {

    /** How it ended: closed, or superseded by a newer connection. */
    record End(
            Instant endedAt,
            @Nullable Integer closeCode,
            @Nullable String closeReason,
            @Nullable String supersededBy) {}

    SessionState with(End other) {
        return new SessionState(
                sessionId, chargePointId, position, node, remoteAddress, openedAt, authentication, other);
    }
}
