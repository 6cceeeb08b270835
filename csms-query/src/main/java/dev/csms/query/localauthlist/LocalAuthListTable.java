package dev.csms.query.localauthlist;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.localauthlist.InstalledList;
import dev.csms.domain.localauthlist.ListContent;
import dev.csms.domain.localauthlist.ListRefusal;
import dev.csms.domain.localauthlist.ListUpdate;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.query.Keys;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code local_auth_list}. */
final class LocalAuthListTable extends StateTable<ChargePointId, LocalAuthListRecord> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, identity, rule, rule_id_tags, rule_parent_id_tags, wanted_entries,
            omitted_entries, entries, entry_count, installed_version, certain, certain_before,
            unsupported, last_version, under_way, updating, unanswered, refusal, max_entries,
            max_entries_per_message, last_synced_at, changed_at
        from local_auth_list where charge_point_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into local_auth_list (charge_point_id, identity, rule, rule_id_tags, rule_parent_id_tags,
            wanted_entries, omitted_entries, entries, entry_count, installed_version, certain, certain_before,
            unsupported, last_version, under_way, updating, unanswered, refusal, max_entries,
            max_entries_per_message, last_synced_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::jsonb[], ?::jsonb[],
            ?::int[], ?::int[], ?::jsonb[], ?::int[], ?::int[], ?::bool[], ?::bool[],
            ?::bool[], ?::int[], ?::jsonb[], ?::bool[], ?::jsonb[], ?::text[], ?::int[],
            ?::int[], ?::timestamptz[], ?::timestamptz[])
        on conflict (charge_point_id) do update set
            rule = excluded.rule,
            rule_id_tags = excluded.rule_id_tags,
            rule_parent_id_tags = excluded.rule_parent_id_tags,
            wanted_entries = excluded.wanted_entries,
            omitted_entries = excluded.omitted_entries,
            entries = excluded.entries,
            entry_count = excluded.entry_count,
            installed_version = excluded.installed_version,
            certain = excluded.certain,
            certain_before = excluded.certain_before,
            unsupported = excluded.unsupported,
            last_version = excluded.last_version,
            under_way = excluded.under_way,
            updating = excluded.updating,
            unanswered = excluded.unanswered,
            refusal = excluded.refusal,
            max_entries = excluded.max_entries,
            max_entries_per_message = excluded.max_entries_per_message,
            last_synced_at = excluded.last_synced_at,
            changed_at = excluded.changed_at
        """);

    LocalAuthListTable() {
        super(
                LOAD,
                STORE,
                chargePoint -> new Object[] {Keys.of(chargePoint)},
                LocalAuthListTable::read,
                LocalAuthListRecord::chargePointId,
                LocalAuthListTable::values);
    }

    private static @Nullable Object[] values(LocalAuthListRecord list) {
        InstalledList there = list.there();
        ListUpdate unanswered = there.unanswered();
        return new @Nullable Object[] {
            Keys.of(list.chargePointId()),
            list.chargePointId().value(),
            list.rule().kind(),
            ListJson.ofIdTags(list.rule().idTags()),
            ListJson.ofIdTags(list.rule().parentIdTags()),
            list.wantedEntries(),
            list.omittedEntries(),
            ListJson.ofEntries(there.content().entries().values()),
            there.content().size(),
            there.version(),
            there.certain(),
            there.certainBefore(),
            there.unsupported(),
            there.lastVersion(),
            ListJson.ofUpdates(there.underWay()),
            !there.underWay().isEmpty(),
            unanswered == null ? null : ListJson.ofUpdate(unanswered),
            list.refusal(),
            list.maxEntries(),
            list.maxEntriesPerMessage(),
            list.lastSyncedAt(),
            list.changedAt()
        };
    }

    private static LocalAuthListRecord read(Row row) throws SQLException {
        String unanswered = row.nullableText("unanswered");
        return new LocalAuthListRecord(
                new ChargePointId(row.text("identity")),
                rule(row),
                new InstalledList(
                        ListContent.of(ListJson.entries(row.text("entries"))),
                        row.nullableInteger("installed_version"),
                        row.bool("certain"),
                        row.bool("unsupported"),
                        row.integer("last_version"),
                        ListJson.updates(row.text("under_way")),
                        unanswered == null ? null : ListJson.update(unanswered),
                        row.bool("certain_before")),
                row.nullableInteger("wanted_entries"),
                row.integer("omitted_entries"),
                row.nullableConstant("refusal", ListRefusal.class),
                row.nullableInteger("max_entries"),
                row.nullableInteger("max_entries_per_message"),
                row.nullableInstant("last_synced_at"),
                row.instant("changed_at"));
    }

    static LocalAuthListRule rule(Row row) throws SQLException {
        return new LocalAuthListRule(
                row.constant("rule", LocalAuthListRule.Kind.class),
                ListJson.idTags(row.text("rule_id_tags")),
                ListJson.idTags(row.text("rule_parent_id_tags")));
    }
}
