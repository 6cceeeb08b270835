package dev.csms.app.localauthlist;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.operation.ListEntry;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.idtag.IdTagView;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What belongs on a list by its rule, as of now. */
@Component
public final class WantedEntries {

    private final IdTagQueries idTags;

    WantedEntries(IdTagQueries idTags) {
        this.idTags = idTags;
    }

    /** Tags that may not charge are left out, so that a charge point that can ask will ask. */
    public List<ListEntry> of(LocalAuthListRule rule, Instant at) {
        return switch (rule.kind()) {
            case NONE -> List.of();
            case ALL -> entries(idTags.admitted(at));
            case SELECTED -> entries(idTags.admitted(rule.idTags(), rule.parentIdTags(), at));
        };
    }

    private static List<ListEntry> entries(List<IdTagView> tags) {
        return tags.stream().map(WantedEntries::entry).toList();
    }

    private static ListEntry entry(IdTagView tag) {
        String parent = tag.parentIdTag();
        return new ListEntry(
                tag.idTag(),
                new IdTagInfo(
                        AuthorizationStatus.ACCEPTED, tag.expiresAt(), parent == null ? null : new IdTagId(parent)));
    }
}
