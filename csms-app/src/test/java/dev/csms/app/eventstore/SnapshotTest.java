package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SnapshotTest {

    private final PGSimpleDataSource database = TestPostgres.database();

    @AutoClose
    private final Node node = new Node(database);

    @BeforeEach
    void aTagWithALongStory() {
        node.register("ALICE");
        for (int i = 0; i < 120; i++) {
            node.use("ALICE");
        }
        Awaitility.await().until(() -> node.engine.readSnapshot("tag-ALICE").isPresent());
    }

    @Test
    void it_is_where_loading_begins() {
        DomainEventStream stream = node.store.readEvents("tag-ALICE");

        assertThat(stream.peek().getPayload()).isInstanceOf(Tag.class);
        assertThat(stream.peek().getSequenceNumber()).isGreaterThanOrEqualTo(99);
        assertThat(timesAsLoadedElsewhere()).isEqualTo(120);
    }

    @Test
    void without_it_everything_is_as_before() throws SQLException {
        execute("delete from aggregate_snapshot");

        assertThat(timesAsLoadedElsewhere()).isEqualTo(120);
    }

    @Test
    void one_that_cannot_be_read_is_as_good_as_none() throws SQLException {
        execute("update aggregate_snapshot set payload = '{\"times\": \"many\"}'");

        assertThat(timesAsLoadedElsewhere()).isEqualTo(120);
    }

    @Test
    void one_of_an_earlier_version_is_as_good_as_none_and_gives_way() throws SQLException {
        execute("update aggregate_snapshot set payload_revision = '1',"
                + " payload = jsonb_set(payload::jsonb, '{times}', '7')::json");

        assertThat(timesAsLoadedElsewhere()).isEqualTo(120);
        for (int i = 0; i < 100; i++) {
            node.use("ALICE");
        }
        Awaitility.await().until(() -> node.engine.readSnapshot("tag-ALICE").isPresent());
        assertThat(timesAsLoadedElsewhere()).isEqualTo(220);
    }

    @Test
    void one_is_taken_too_of_what_never_stays_in_memory() {
        node.register("BOB");
        for (int i = 0; i < 120; i++) {
            node.cache.clear(); // as with more aggregates than there is room for, or a node that changes it in turn
            node.use("BOB");
        }

        Awaitility.await().until(() -> node.engine.readSnapshot("tag-BOB").isPresent());
    }

    @Test
    void a_short_story_needs_none() throws SQLException {
        node.register("BOB");
        execute("drop table aggregate_snapshot");

        try (Node other = new Node(database)) {
            assertThat(other.ask("BOB", Tag::times)).isZero();
        }
    }

    private int timesAsLoadedElsewhere() {
        try (Node other = new Node(database)) {
            return other.ask("ALICE", Tag::times);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.owner(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
