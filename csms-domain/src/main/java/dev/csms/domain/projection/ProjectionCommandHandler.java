package dev.csms.domain.projection;

import dev.csms.domain.FactLog;
import dev.csms.domain.projection.ProjectionCommand.RequestProjectionRebuild;
import dev.csms.domain.projection.ProjectionEvent.ProjectionRebuildRequested;
import org.axonframework.commandhandling.CommandHandler;

/** Puts on record who had what is shown made anew. */
public final class ProjectionCommandHandler {

    private final FactLog facts;

    public ProjectionCommandHandler(FactLog facts) {
        this.facts = facts;
    }

    @CommandHandler
    void handle(RequestProjectionRebuild request) {
        facts.record(new ProjectionRebuildRequested(request.projection(), request.reason()));
    }
}
