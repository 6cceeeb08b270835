package dev.csms.domain.projection;

import org.jspecify.annotations.Nullable;

/** What can be decided about the tables that are made of events. */
public sealed interface ProjectionCommand {

    /** See {@link ProjectionEvent.ProjectionRebuildRequested}. */
    record RequestProjectionRebuild(
            String projection, @Nullable String reason) implements ProjectionCommand {

        private static final int LONGEST_REASON = 200;

        public RequestProjectionRebuild {
            if (reason != null && reason.length() > LONGEST_REASON) {
                throw new IllegalArgumentException("reason has at most " + LONGEST_REASON + " characters");
            }
        }
    }
}
