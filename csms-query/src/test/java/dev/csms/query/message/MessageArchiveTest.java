package dev.csms.query.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.QuerySideTest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MessageArchiveTest extends QuerySideTest {

    private static final String SESSION = "of-the-archive";

    @Autowired
    private MessageArchive archive;

    @Autowired
    private JdbcClient db;

    @Autowired
    private DataSource dataSource;

    @BeforeEach
    void oldMessagesAndNewOnes() {
        db.sql("""
            insert into ocpp_message (charge_point_id, session_id, direction, at, frame)
            select 'cp-of-the-archive', :session, 'RECEIVED',
                now() - case when n <= 25000 then interval '40 days' else interval '0' end, '[]'
            from generate_series(1, 25007) n
            """).param("session", SESSION).update();
    }

    @AfterEach
    void remove() {
        db.sql("delete from ocpp_message where session_id = :session")
                .param("session", SESSION)
                .update();
    }

    @Test
    void more_messages_than_one_statement_removes_are_removed() {
        assertThat(archive.removeBefore(Instant.now().minus(Duration.ofDays(30))))
                .isEqualTo(25_000);
        assertThat(kept()).isEqualTo(7);
    }

    @Test
    void who_finds_another_node_at_it_leaves_it_to_that() throws Exception {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('messages are removed'))");

            assertThat(archive.removeBefore(Instant.now())).isZero();

            other.rollback();
        }
        assertThat(kept()).isEqualTo(25_007);
    }

    private long kept() {
        return db.sql("select count(*) from ocpp_message where session_id = :session")
                .param("session", SESSION)
                .query(Long.class)
                .single();
    }
}
