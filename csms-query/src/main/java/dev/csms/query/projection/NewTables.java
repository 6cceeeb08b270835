package dev.csms.query.projection;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empty copies of tables of the schema {@code public}, in a schema of their own, until they replace them. Functions of
 * the tables' owner make them: whoever calls has no such rights itself.
 */
final class NewTables {

    private final String schema;
    private final List<String> tables;
    private final JdbcClient db;

    NewTables(String schema, List<String> tables, DataSource dataSource) {
        this.schema = schema;
        this.tables = tables;
        db = JdbcClient.create(dataSource);
    }

    void create() {
        call("rebuild_begin(:schema, string_to_array(:tables, ','))");
    }

    /** Until the end of the transaction nobody reads or writes the tables that are to be replaced. */
    void lockOld(Duration atMost) {
        db.sql("select set_config('lock_timeout', :millis, true)")
                .param("millis", Long.toString(atMost.toMillis()))
                .query((row, _) -> true)
                .list();
        db.sql("lock table "
                        + String.join(
                                ", ", tables.stream().map("public."::concat).toList()) + " in access exclusive mode")
                .update();
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
