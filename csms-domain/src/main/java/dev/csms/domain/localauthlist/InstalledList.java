package dev.csms.domain.localauthlist;

import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListLimitsReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListSynchronized;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateAbandoned;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRefused;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRequested;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateUnknown;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListVersionReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListWanted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a charge point has on its list, as its answers leave it. Immutable.
 *
 * @param version       as last taken over or reported; absent if none is known
 * @param certain       whether the content is known for certain
 * @param unsupported   whether the charge point has said that it has no such list
 * @param lastVersion   greatest version that the charge point may have seen; 0 for none
 * @param underWay      updates without an outcome by their operation, in their order
 * @param unanswered    the update of which nobody knows whether it was taken over, if that is the latest
 * @param certainBefore whether the content was known for certain before that one
 */
public record InstalledList(
        ListContent content,
        @Nullable Integer version,
        boolean certain,
        boolean unsupported,
        int lastVersion,
        Map<String, ListUpdate> underWay,
        @Nullable ListUpdate unanswered,
        boolean certainBefore) {

    /** Before anything was heard of it. */
    public static final InstalledList UNKNOWN =
            new InstalledList(ListContent.EMPTY, null, false, false, 0, Map.of(), null, false);

    public InstalledList after(LocalAuthListEvent event) {
        return switch (event) {
            case LocalAuthListUpdateRequested requested -> requested(requested);
            case LocalAuthListUpdated updated -> updated(updated.operationId().value());
            case LocalAuthListUpdateRefused refused ->
                new InstalledList(
                        content,
                        version,
                        false,
                        refused.refusal() == ListRefusal.NOT_SUPPORTED,
                        lastVersion,
                        without(refused.operationId().value()),
                        null,
                        false);
            case LocalAuthListUpdateUnknown unknown ->
                new InstalledList(
                        content,
                        version,
                        false,
                        unsupported,
                        lastVersion,
                        without(unknown.operationId().value()),
                        underWay.get(unknown.operationId().value()),
                        certain);
            case LocalAuthListUpdateAbandoned abandoned ->
                abandoned.operationId() == null
                        ? this
                        : new InstalledList(
                                content,
                                version,
                                certain,
                                unsupported,
                                lastVersion,
                                without(abandoned.operationId().value()),
                                unanswered,
                                certainBefore);
            case LocalAuthListVersionReported reported -> reported(reported);
            case LocalAuthListRuleChanged _,
                    LocalAuthListWanted _,
                    LocalAuthListSynchronized _,
                    LocalAuthListLimitsReported _ -> this;
        };
    }

    private InstalledList requested(LocalAuthListUpdateRequested requested) {
        Map<String, ListUpdate> more = new LinkedHashMap<>(underWay);
        more.put(
                requested.operationId().value(),
                new ListUpdate(requested.listVersion(), requested.updateType(), requested.entries()));
        return new InstalledList(
                content,
                version,
                certain,
                unsupported,
                Math.max(lastVersion, requested.listVersion()),
                Collections.unmodifiableMap(more),
                unanswered,
                certainBefore);
    }

    private InstalledList updated(String operationId) {
        ListUpdate update = underWay.get(operationId);
        if (update == null) {
            return this;
        }
        Map<String, ListUpdate> left = without(operationId);
        // a full list has the version that it says, even if that is less than the one before
        int last = !update.isFull()
                ? lastVersion
                : left.values().stream().mapToInt(ListUpdate::listVersion).reduce(update.listVersion(), Math::max);
        return new InstalledList(
                content.after(update),
                update.listVersion(),
                certain || update.isFull(),
                false,
                last,
                left,
                null,
                false);
    }

    private InstalledList reported(LocalAuthListVersionReported reported) {
        int now = reported.listVersion();
        int last = Math.max(lastVersion, now);
        return switch (reported.verdict()) {
            case AS_EXPECTED ->
                unanswered == null || unanswered.listVersion() != now
                        ? new InstalledList(content, version, certain, false, last, underWay, unanswered, certainBefore)
                        : new InstalledList(
                                content.after(unanswered),
                                now,
                                unanswered.isFull() || certainBefore,
                                false,
                                last,
                                underWay,
                                null,
                                false);
            case EMPTY -> new InstalledList(ListContent.EMPTY, now, true, false, last, underWay, null, false);
            case DIFFERENT -> new InstalledList(content, now, false, false, last, underWay, null, false);
            case NOT_SUPPORTED -> new InstalledList(content, version, false, true, last, underWay, null, false);
        };
    }

    VersionVerdict verdict(int reported) {
        if (reported < 0) {
            return VersionVerdict.NOT_SUPPORTED;
        }
        if (reported == 0) {
            return VersionVerdict.EMPTY;
        }
        boolean expected = version != null && version == reported && !content.isEmpty()
                || unanswered != null && unanswered.listVersion() == reported;
        return expected ? VersionVerdict.AS_EXPECTED : VersionVerdict.DIFFERENT;
    }

    boolean isUpdating() {
        return !underWay.isEmpty();
    }

    private Map<String, ListUpdate> without(String operationId) {
        Map<String, ListUpdate> left = new LinkedHashMap<>(underWay);
        left.remove(operationId);
        return Collections.unmodifiableMap(left);
    }
}
