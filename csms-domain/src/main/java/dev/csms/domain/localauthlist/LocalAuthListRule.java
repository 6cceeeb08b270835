package dev.csms.domain.localauthlist;

import dev.csms.domain.idtag.IdTagId;
import java.util.List;

/**
 * Which idTags belong on a charge point's list; of these, only those that may charge are sent.
 *
 * @param idTags       tags by themselves; only for {@link Kind#SELECTED}
 * @param parentIdTags groups whose members belong on it; only for {@link Kind#SELECTED}
 */
public record LocalAuthListRule(Kind kind, List<IdTagId> idTags, List<IdTagId> parentIdTags) {

    public static final LocalAuthListRule NONE = new LocalAuthListRule(Kind.NONE, List.of(), List.of());
    public static final LocalAuthListRule ALL = new LocalAuthListRule(Kind.ALL, List.of(), List.of());

    public enum Kind {
        /** The list is left as it is. */
        NONE,
        ALL,
        SELECTED
    }

    public LocalAuthListRule {
        idTags = List.copyOf(idTags);
        parentIdTags = List.copyOf(parentIdTags);
    }
}
