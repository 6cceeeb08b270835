package dev.csms.query.graphql;

import dev.csms.domain.person.Right;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name          as the record says who did something
 * @param groups        of charge points that the caller is limited to; none for no limit
 * @param token         id of the token or sign-in used; says nothing of the token itself
 * @param remoteAddress without the port
 */
public record Caller(
        String name,
        Set<Right> rights,
        List<String> groups,
        @Nullable String token,
        @Nullable String remoteAddress) {

    /** Id of the token of an automated installation. */
    public static final String SETUP = "setup";

    /** Whether mutations are counted. An installation that sets itself up registers a whole fleet at once. */
    boolean isMetered() {
        return !SETUP.equals(token);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    /** Whether there are charge points that are not there for this caller. */
    public boolean isLimited() {
        return !groups.isEmpty();
    }
}
