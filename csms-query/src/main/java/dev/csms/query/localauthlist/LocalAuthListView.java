package dev.csms.query.localauthlist;

import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.localauthlist.ListRefusal;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge point's list as it is shown.
 *
 * @param chargePointId    key of its charge point in all tables
 * @param domainRule       as the domain has it; compared by it
 * @param installedEntries how many are there, as far as is known
 */
public record LocalAuthListView(
        String chargePointId,
        String chargePointIdentity,
        LocalAuthListRule domainRule,
        LocalAuthListState state,
        @Nullable Integer wantedEntries,
        int omittedEntries,
        @Nullable Integer installedVersion,
        int installedEntries,
        @Nullable ListRefusal lastRefusal,
        @Nullable Integer maxEntries,
        @Nullable Integer maxEntriesPerMessage,
        @Nullable Instant lastSyncedAt,
        Instant changedAt) {

    static final String TYPE = "LocalAuthList";

    /** @param idTags as text, and so the groups */
    public record RuleView(LocalAuthListRule.Kind kind, List<String> idTags, List<String> parentIdTags) {}

    public String id() {
        return GlobalId.of(TYPE, chargePointId);
    }

    public RuleView rule() {
        return new RuleView(
                domainRule.kind(),
                domainRule.idTags().stream().map(IdTagId::value).toList(),
                domainRule.parentIdTags().stream().map(IdTagId::value).toList());
    }

    static LocalAuthListView read(Row row) throws SQLException {
        return new LocalAuthListView(
                row.text("charge_point_id"),
                row.text("identity"),
                LocalAuthListTable.rule(row),
                state(row),
                row.nullableInteger("wanted_entries"),
                row.integer("omitted_entries"),
                row.nullableInteger("installed_version"),
                row.integer("entry_count"),
                row.nullableConstant("refusal", ListRefusal.class),
                row.nullableInteger("max_entries"),
                row.nullableInteger("max_entries_per_message"),
                row.nullableInstant("last_synced_at"),
                row.instant("changed_at"));
    }

    private static LocalAuthListState state(Row row) throws SQLException {
        if (row.bool("unsupported")) {
            return LocalAuthListState.NOT_SUPPORTED;
        }
        if (row.bool("updating")) {
            return LocalAuthListState.UPDATING;
        }
        return row.bool("certain") ? LocalAuthListState.KNOWN : LocalAuthListState.UNCERTAIN;
    }
}
