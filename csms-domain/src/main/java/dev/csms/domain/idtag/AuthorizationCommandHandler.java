package dev.csms.domain.idtag;

import dev.csms.domain.FactLog;
import dev.csms.domain.idtag.AuthorizationCommand.Authorize;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import org.axonframework.commandhandling.CommandHandler;

/** Answers charge points that ask about an idTag; every question is on record. */
public final class AuthorizationCommandHandler {

    private final IdTags idTags;
    private final FactLog facts;

    public AuthorizationCommandHandler(IdTags idTags, FactLog facts) {
        this.idTags = idTags;
        this.facts = facts;
    }

    @CommandHandler
    IdTagInfo handle(Authorize authorize) {
        IdTagInfo answer = idTags.authorize(authorize.idTag(), authorize.receivedAt());
        facts.record(new AuthorizationAttempted(
                authorize.chargePointId(), authorize.idTag(), answer, authorize.receivedAt()));
        return answer;
    }
}
