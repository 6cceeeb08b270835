package dev.csms.query.projection;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Empty copies of tables of the schema {@code public}, in a schema of their own, until they replace them. */
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
        drop();
        execute("create schema " + schema);
        for (String table : tables) {
            execute("create table %1$s.%2$s (like public.%2$s including all excluding indexes)"
                    .formatted(schema, table));
            copyStorageParameters(table);
            copyIndexes(table);
        }
    }

    private void copyStorageParameters(String table) {
        db.sql("select array_to_string(reloptions, ', ') from pg_class where oid = cast(:table as regclass)")
                .param("table", "public." + table)
                .query(String.class)
                .optional()
                .ifPresent(options -> execute("alter table %s.%s set (%s)".formatted(schema, table, options)));
    }

    private record Index(String name, String definition, boolean primary) {}

    /** Under the same names, which migrations to come may go by. */
    private void copyIndexes(String table) {
        List<Index> indexes =
                db.sql("""
                    select c.relname as name, pg_get_indexdef(c.oid) as definition, i.indisprimary as "primary"
                    from pg_index i join pg_class c on c.oid = i.indexrelid
                    where i.indrelid = cast(:table as regclass)
                    """).param("table", "public." + table).query(Index.class).list();
        for (Index index : indexes) {
            execute(index.definition().replace(" ON public.", " ON " + schema + "."));
            if (index.primary()) {
                execute("alter table %s.%s add constraint %s primary key using index %3$s"
                        .formatted(schema, table, index.name()));
            }
        }
    }

    /** Until the end of the transaction nobody reads or writes the tables that are to be replaced. */
    void lockOld(Duration atMost) {
        execute("set local lock_timeout = " + atMost.toMillis());
        execute("lock table "
                + String.join(", ", tables.stream().map("public."::concat).toList()) + " in access exclusive mode");
    }

    void replaceOld() {
        for (String table : tables) {
            execute("drop table public." + table);
            execute("alter table %s.%s set schema public".formatted(schema, table));
        }
    }

    void drop() {
        execute("drop schema if exists " + schema + " cascade");
    }

    private void execute(String sql) {
        db.sql(sql).update();
    }
}
