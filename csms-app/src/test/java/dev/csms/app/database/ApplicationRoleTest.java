package dev.csms.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.postgres.EmbeddedPostgres;
import dev.csms.app.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApplicationRoleTest {

    private static final PGSimpleDataSource APPLICATION = TestPostgres.database();
    private static final PGSimpleDataSource OWNER = TestPostgres.owner(APPLICATION);

    @BeforeAll
    static void an_event() throws SQLException {
        execute(APPLICATION, "update event_log_head set position = 1", """
            insert into domain_event (global_index, event_identifier, recorded_at, payload_type, payload, meta_data)
            values (1, gen_random_uuid(), now(), 'Noted', '{}', '{}')
            """);
    }

    @Test
    void it_is_the_one_that_the_tests_and_the_product_use() {
        assertThat(DatabaseRights.of(JdbcClient.create(APPLICATION)))
                .isEqualTo(new DatabaseRights(EmbeddedPostgres.APPLICATION_USER, false));
        assertThat(DatabaseRights.of(JdbcClient.create(OWNER)))
                .isEqualTo(new DatabaseRights(EmbeddedPostgres.USER, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update domain_event set payload = '{}'",
                "delete from domain_event",
                "truncate domain_event",
                "drop table domain_event",
                "alter table domain_event disable trigger all",
                "alter table domain_event disable trigger domain_event_is_history",
                "alter table domain_event rename to hidden",
                "alter table domain_event owner to csms_app",
                "drop trigger domain_event_is_history on domain_event",
                "create or replace function refuse_change_of_history() returns trigger language plpgsql as"
                        + " 'begin return new; end'",
                "create rule forget as on insert to domain_event do instead nothing",
                "create trigger mine before insert on domain_event for each row"
                        + " execute function refuse_change_of_history()",
                "create table mine (x int)",
                "create schema mine",
                "create function mine() returns int language sql as 'select 1'",
                "delete from event_log_head",
                "insert into event_log_head (only_row, position) values (false, 0)",
                "truncate event_log_head",
                "drop table keyring",
                "truncate vault_secret",
                "delete from flyway_schema_history",
                "insert into rebuildable_table values ('domain_event')",
                "select rebuild_finish('rebuild_x', array['domain_event'])",
                "select allow_rebuild(array['domain_event'])",
                "set session_replication_role = replica",
                "set role csms",
                "set session authorization csms",
                "alter role csms_app superuser",
                "create role mine superuser",
                "copy domain_event to program 'cat'",
                "copy domain_event to 'events'",
                "select pg_read_file('postgresql.conf')",
                "alter system set fsync = off",
                "create extension dblink",
                "do language plpython3u 'pass'"
            })
    void it_can_neither_change_history_nor_take_the_right_to(String statement) {
        assertThatThrownBy(() -> execute(APPLICATION, statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState())
                                .isIn("42501", "42704")); // insufficient privilege; no such language
        assertThat(JdbcClient.create(OWNER)
                        .sql("select payload::text from domain_event")
                        .query(String.class)
                        .list())
                .containsExactly("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"update domain_event set payload = '[]'", "delete from domain_event", "truncate domain_event"})
    void the_owner_is_refused_by_the_triggers_also_where_triggers_sleep(String statement) {
        assertThatThrownBy(() -> execute(OWNER, statement)).hasMessageContaining("events are never changed or removed");
        assertThatThrownBy(() -> execute(OWNER, "set session_replication_role = replica", statement))
                .hasMessageContaining("events are never changed or removed");
    }

    @Test
    void it_may_use_tables_that_later_migrations_make() {
        assertThatCode(() -> {
                    execute(OWNER, "create table later (id serial primary key, text text)");
                    execute(APPLICATION, "insert into later (text) values ('x')", "delete from later");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void what_it_needs_is_given_again_without_harm() {
        ApplicationRole.admit(OWNER, EmbeddedPostgres.APPLICATION_USER);
        ApplicationRole.admit(OWNER, EmbeddedPostgres.USER);
        ApplicationRole.admit(OWNER, null);
        assertThat(DatabaseRights.of(JdbcClient.create(APPLICATION)).mayChangeHistory())
                .isFalse();
    }

    @Test
    void a_database_that_forgets_what_it_acknowledged_is_refused() {
        assertThatCode(() -> DatabaseConfiguration.refuseLossy(JdbcClient.create(APPLICATION)))
                .doesNotThrowAnyException();

        PGSimpleDataSource lossy = new PGSimpleDataSource();
        lossy.setUrl(APPLICATION.getUrl());
        lossy.setUser(APPLICATION.getUser());
        lossy.setPassword(APPLICATION.getPassword());
        lossy.setOptions("-c synchronous_commit=off");
        assertThatThrownBy(() -> DatabaseConfiguration.refuseLossy(JdbcClient.create(lossy)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("synchronous_commit is off")
                .hasMessageContaining("csms.event-store.accept-loss");
    }

    private static void execute(PGSimpleDataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
