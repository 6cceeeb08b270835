package dev.csms.query.idtag;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.transaction.TransactionView;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
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
    Connection<IdTagView> idTags(
            @Argument @Nullable IdTagFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.idTags(filter == null ? IdTagFilter.ALL : filter, Page.of(first, after));
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

    @BatchMapping(typeName = "Transaction")
    Map<TransactionView, IdTagView> registeredIdTag(List<TransactionView> transactions) {
        Map<String, IdTagView> tags =
                queries.byKey(transactions.stream().map(TransactionView::idTagKey).collect(Collectors.toSet()));
        Map<TransactionView, IdTagView> registered = new HashMap<>();
        for (TransactionView transaction : transactions) {
            if (tags.containsKey(transaction.idTagKey())) {
                registered.put(transaction, tags.get(transaction.idTagKey()));
            }
        }
        return registered;
    }
}
