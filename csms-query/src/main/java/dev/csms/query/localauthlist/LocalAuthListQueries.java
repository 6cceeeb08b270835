package dev.csms.query.localauthlist;

import dev.csms.query.Keys;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads local authorization lists. */
@Component
public final class LocalAuthListQueries implements NodeSource {

    /** Everything but the lists themselves, which may be long. */
    private static final String SELECT = """
        select l.charge_point_id, coalesce(c.identity, l.identity) as identity, l.rule, l.rule_id_tags,
            l.rule_parent_id_tags, l.unsupported, l.updating, l.certain, l.wanted_entries, l.omitted_entries,
            l.installed_version, l.entry_count, l.refusal, l.max_entries, l.max_entries_per_message,
            l.last_synced_at, l.changed_at
        from local_auth_list l left join charge_point c on c.charge_point_id = l.charge_point_id\
        """;

    private static final Order<ListEntryView> BY_TEXT =
            Order.ascending("idTag", List.of(new Order.Key<>("e.id_tag_key", "text", ListEntryView::idTagKey)));

    private final JdbcClient db;
    private final PagedQuery<LocalAuthListView> lists;
    private final PagedQuery<ListEntryView> entries;

    LocalAuthListQueries(ReadSide readSide) {
        db = readSide.db();
        lists = new PagedQuery<>(db, SELECT, Scope.of("l.charge_point_id"), Row.mapper(LocalAuthListView::read));
        entries = new PagedQuery<>(db, """
            select e.* from (
                select l.charge_point_id, lower(entry ->> 'idTag') as id_tag_key, entry ->> 'idTag' as id_tag,
                    entry ->> 'status' as status, cast(entry ->> 'expiresAt' as timestamptz) as expires_at,
                    entry ->> 'parentIdTag' as parent_id_tag
                from local_auth_list l cross join lateral jsonb_array_elements(l.entries) as entry
            ) e\
            """, Scope.of("e.charge_point_id"), Row.mapper(ListEntryView::read));
    }

    /** @param identity of the charge point, in any case */
    public Optional<LocalAuthListView> ofChargePoint(String identity) {
        String key = Keys.ofTyped(identity);
        return key == null
                ? Optional.empty()
                : Optional.ofNullable(ofChargePoints(List.of(key)).get(key));
    }

    /** Those of them that something has happened to. */
    Map<String, LocalAuthListView> ofChargePoints(Collection<String> chargePointIds) {
        return lists.byKey("l.charge_point_id", chargePointIds, LocalAuthListView::chargePointId);
    }

    /** Those that are kept by a rule. */
    public List<LocalAuthListView> kept() {
        return lists.all(new Conditions().and("l.rule <> 'NONE'"), " order by l.charge_point_id");
    }

    Map<String, Connection<ListEntryView>> entriesOf(Collection<String> chargePointIds, Page page) {
        return entries.pages(chargePointIds, "e.charge_point_id", new Conditions(), BY_TEXT, page);
    }

    @Override
    public String type() {
        return LocalAuthListView.TYPE;
    }

    @Override
    public Optional<LocalAuthListView> find(String key) {
        return ofChargePoint(key);
    }
}
