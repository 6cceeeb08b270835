package dev.csms.query.projection;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empty copies of tables of the schema {@code public}, in a schema of their own, until they replace them. Functions of
 * the tables' owner make them: whoever calls has no such rights itself.
 */
final class NewTables {

    private static final int LETTERS = 8;

    private final String schema;
    private final List<String> tables;
    private final JdbcClient db;

    private NewTables(String schema, List<String> tables, JdbcClient db) {
        this.schema = schema;
        this.tables = tables;
        this.db = db;
    }

    /**
     * Makes them, and removes those that were left over by who tried before.
     *
     * @param db of whoever alone may do so
     */
    static NewTables create(Projection projection, JdbcClient db) {
        String prefix = schemaPrefix(projection);
        for (String leftOver : db.sql("select nspname from pg_namespace where starts_with(nspname, :prefix)")
                .param("prefix", prefix)
                .query(String.class)
                .list()) {
            new NewTables(leftOver, List.of(), db).drop();
        }
        // each time another name: whoever has lost the right to do so, and has not noticed yet, writes nowhere
        NewTables tables = new NewTables(prefix + letters(), projection.tables(), db);
        tables.call("rebuild_begin(:schema, string_to_array(:tables, ','))");
        return tables;
    }

    static String schemaPrefix(Projection projection) {
        return "rebuild_" + projection.group().replace('-', '_').toLowerCase(Locale.ROOT) + "_";
    }

    private static String letters() {
        return ThreadLocalRandom.current()
                .ints(LETTERS, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /**
     * Until the end of the transaction their names mean them, and they stay. If they are gone, this fails: the same names
     * would mean the tables that are being read.
     */
    void useFor(JdbcOperations writer) {
        writer.execute("lock table " + namesIn(schema) + " in row exclusive mode");
        writer.queryForObject("select set_config('search_path', ?, true)", String.class, schema + ", public");
    }

    /** So that the first queries know what is in them. */
    void analyze() {
        call("rebuild_analyze(:schema, string_to_array(:tables, ','))");
    }

    /** Until the end of the transaction nobody reads or writes the tables that are to be replaced. */
    void lockOld(Duration atMost) {
        String usual = db.sql("select current_setting('statement_timeout')")
                .query(String.class)
                .single();
        set("statement_timeout", atMost.toMillis() + "ms"); // for all tables together; lock_timeout is for each
        db.sql("lock table " + namesIn("public") + " in access exclusive mode").update();
        set("statement_timeout", usual);
    }

    private String namesIn(String where) {
        return tables.stream().map(table -> where + "." + table).collect(Collectors.joining(", "));
    }

    /** Until the end of the transaction who writes the tables does not begin another batch. */
    void holdBackWriter(String group, Duration atMost) {
        set("lock_timeout", atMost.toMillis() + "ms");
        db.sql("select segment from token_entry where processor_name = :group for update")
                .param("group", group)
                .query(Integer.class)
                .list();
    }

    private void set(String limit, String time) {
        db.sql("select set_config(:limit, :time, true)")
                .param("limit", limit)
                .param("time", time)
                .query((row, _) -> true)
                .list();
    }

    void replaceOld() {
        call("rebuild_finish(:schema, string_to_array(:tables, ','))");
    }

    void drop() {
        call("rebuild_end(:schema)");
    }

    private void call(String function) {
        db.sql("select " + function)
                .param("schema", schema)
                .param("tables", String.join(",", tables))
                .query((row, _) -> true)
                .list();
    }
}
