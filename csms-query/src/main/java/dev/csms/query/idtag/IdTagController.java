package dev.csms.query.idtag;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
final class IdTagController {

    private final IdTagQueries queries;
    private final Clock clock = Clock.systemUTC();

    IdTagController(IdTagQueries queries) {
        this.queries = queries;
    }

    @QueryMapping
    Optional<IdTagView> idTag(@Argument String idTag) {
        return queries.idTag(idTag);
    }

    @QueryMapping
    Connection<IdTagView> idTags(@Argument @Nullable IdTagFilter filter, Page page) {
        return queries.idTags(filter == null ? IdTagFilter.ALL : filter, page);
    }

    /** As a charge point would be told now: a tag expires without an event. */
    @SchemaMapping(typeName = IdTagView.TYPE)
    AuthorizationStatus status(IdTagView idTag) {
        Instant expiresAt = idTag.expiresAt();
        if (idTag.blocked()) {
            return AuthorizationStatus.BLOCKED;
        }
        return expiresAt != null && !clock.instant().isBefore(expiresAt)
                ? AuthorizationStatus.EXPIRED
                : AuthorizationStatus.ACCEPTED;
    }
}
