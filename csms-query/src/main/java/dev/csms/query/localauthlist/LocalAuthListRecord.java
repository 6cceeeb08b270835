package dev.csms.query.localauthlist;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.localauthlist.InstalledList;
import dev.csms.domain.localauthlist.ListRefusal;
import dev.csms.domain.localauthlist.LocalAuthListEvent;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListLimitsReported;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListSynchronized;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRefused;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListWanted;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A list as its events leave it.
 *
 * @param wantedEntries absent until a list was wanted
 * @param refusal       of the last update, if that was refused
 */
record LocalAuthListRecord(
        ChargePointId chargePointId,
        LocalAuthListRule rule,
        InstalledList there,
        @Nullable Integer wantedEntries,
        int omittedEntries,
        @Nullable ListRefusal refusal,
        @Nullable Integer maxEntries,
        @Nullable Integer maxEntriesPerMessage,
        @Nullable Instant lastSyncedAt,
        Instant changedAt) {

    static LocalAuthListRecord after(@Nullable LocalAuthListRecord before, LocalAuthListEvent event, Instant at) {
        LocalAuthListRecord old = before == null
                ? new LocalAuthListRecord(
                        event.chargePointId(),
                        LocalAuthListRule.NONE,
                        InstalledList.UNKNOWN,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null,
                        at)
                : before;
        return old.after(event, at);
    }

    private LocalAuthListRecord after(LocalAuthListEvent event, Instant at) {
        LocalAuthListWanted wanted = event instanceof LocalAuthListWanted it ? it : null;
        LocalAuthListLimitsReported limits = event instanceof LocalAuthListLimitsReported it ? it : null;
        return new LocalAuthListRecord(
                chargePointId,
                event instanceof LocalAuthListRuleChanged changed ? changed.rule() : rule,
                there.after(event),
                wanted == null ? wantedEntries : Integer.valueOf(wanted.wanted().size()),
                wanted == null ? omittedEntries : wanted.omitted(),
                refusalAfter(event),
                limits == null ? maxEntries : limits.maxEntries(),
                limits == null ? maxEntriesPerMessage : limits.maxEntriesPerMessage(),
                event instanceof LocalAuthListSynchronized done ? done.synchronizedAt() : lastSyncedAt,
                at);
    }

    private @Nullable ListRefusal refusalAfter(LocalAuthListEvent event) {
        return switch (event) {
            case LocalAuthListUpdateRefused refused -> refused.refusal();
            case LocalAuthListUpdated _ -> null;
            default -> refusal;
        };
    }
}
