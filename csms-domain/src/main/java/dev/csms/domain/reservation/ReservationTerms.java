package dev.csms.domain.reservation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is reserved, for whom and for how long.
 *
 * @param connectorId 0 for any connector
 * @param idTag       as sent; compared without regard to case
 * @param parentIdTag group whose members may use it as well
 * @param expiresAt   from this instant on it is over
 */
public record ReservationTerms(
        int connectorId, String idTag, @Nullable String parentIdTag, Instant expiresAt) {

    /** Whether it is, or may be, about this connector. */
    boolean covers(int connector) {
        return connectorId == 0 || connectorId == connector;
    }

    /** @param parent group of the tag, if it has one */
    boolean admits(String tag, @Nullable String parent) {
        return same(idTag, tag) || parentIdTag != null && parent != null && same(parentIdTag, parent);
    }

    boolean isFor(String tag) {
        return same(idTag, tag);
    }

    boolean isOverAt(Instant at) {
        return !expiresAt.isAfter(at);
    }

    private static boolean same(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }
}
