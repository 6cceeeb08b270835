package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.eventstore.TagEvent.Noted;
import dev.csms.app.eventstore.TagEvent.TagId;
import dev.csms.app.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A stale copy never decides. */
class CoherenceTest {

    private final PGSimpleDataSource database = TestPostgres.database();
    private final DisturbedConnections connections = new DisturbedConnections(database);
    private final Node one = new Node(database, connections, Duration.ofSeconds(20));
    private final Node two = new Node(database);

    @BeforeEach
    void aTagThatBothNodesHaveInMemory() {
        one.register("ALICE");
        one.use("ALICE");
        assertThat(two.use("ALICE")).isTrue();
        Awaitility.await()
                .untilAsserted(() -> assertThat(one.coherence.position()).isEqualTo(3));
        assertThat(one.use("ALICE")).isTrue();
        Awaitility.await()
                .untilAsserted(() -> assertThat(two.coherence.position()).isEqualTo(4));
        assertThat(two.ask("ALICE", Tag::times)).isEqualTo(3);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void an_aggregate_in_memory_costs_no_reading() throws SQLException {
        hideEvents();

        assertThat(two.ask("ALICE", Tag::times)).isEqualTo(3);
    }

    @Test
    void a_tag_blocked_on_one_node_is_refused_by_the_other_at_once() throws Exception {
        two.tail.close(); // not even the other node's events come in by themselves
        one.block("ALICE");

        assertThatThrownBy(() -> two.use("ALICE")).isInstanceOf(StaleDecisionException.class);
        assertThat(two.use("ALICE")).as("tried again").isFalse();
    }

    @Test
    void a_stale_copy_that_decides_to_do_nothing_is_found_out_too() {
        two.tail.close();
        one.block("ALICE");

        assertThatThrownBy(() -> two.ask("ALICE", Tag::isBlocked)).isInstanceOf(StaleDecisionException.class);
        assertThat(two.ask("ALICE", Tag::isBlocked)).isTrue();
    }

    @Test
    void a_stale_copy_that_was_only_asked_decides_no_event_of_another_kind() {
        two.tail.close();
        one.block("ALICE");

        assertThatThrownBy(() -> noteIfAllowed(two)).isInstanceOf(ConcurrencyException.class);
        assertThat(noteIfAllowed(two)).isFalse();
    }

    @Test
    void a_change_that_came_in_while_an_append_was_lost_on_its_way_is_found_out() {
        connections.atNext("append_events", _ -> {
            two.block("ALICE");
            throw DisturbedConnections.lost();
        });

        assertThatThrownBy(() -> noteIfAllowed(one)).isInstanceOf(ConcurrencyException.class);
        assertThat(noteIfAllowed(one)).isFalse();
    }

    @Test
    void a_change_that_came_in_while_a_question_was_lost_on_its_way_is_found_out() {
        connections.atNext("append_events", _ -> {
            two.block("ALICE");
            throw DisturbedConnections.lost();
        });

        assertThatThrownBy(() -> one.ask("ALICE", Tag::isBlocked)).isInstanceOf(StaleDecisionException.class);
        assertThat(one.ask("ALICE", Tag::isBlocked)).isTrue();
    }

    @Test
    void what_the_other_node_did_to_another_aggregate_is_no_reason_to_try_again() {
        two.register("BOB");
        two.tail.close();
        one.use("ALICE");

        assertThat(two.use("BOB")).isTrue();
        assertThat(two.coherence.position()).isEqualTo(7);
    }

    @Test
    void a_tag_that_was_unknown_is_known_once_the_other_node_has_registered_it() {
        assertThat(two.<Optional<Integer>>command(() -> two.tags.ask("tag-BOB", Tag::times)))
                .isEmpty();
        two.tail.close();
        one.register("BOB");

        assertThatThrownBy(() -> two.command(() -> two.tags.ask("tag-BOB", Tag::times)))
                .isInstanceOf(StaleDecisionException.class);
        assertThat(two.ask("BOB", Tag::times)).isZero();
        assertThat(two.use("BOB")).isTrue();
    }

    @Test
    void a_change_that_came_in_while_a_command_was_deciding_is_found_out() throws Exception {
        try (ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> blocking = commands.submit(() -> two.command(() -> {
                boolean blocked = two.tags.ask("tag-ALICE", Tag::isBlocked).orElseThrow();
                commands.submit(() -> one.block("ALICE")).get(); // not within this command
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(two.coherence.position()).isEqualTo(5));
                return blocked;
            }));

            assertThatThrownBy(blocking::get).hasCauseInstanceOf(StaleDecisionException.class);
        }
    }

    @Test
    void a_node_that_was_away_for_long_sees_everything() throws SQLException {
        two.tail.close();
        execute("""
            with head as (update event_log_head set position = position + 25000 returning position - 25000 as base)
            insert into domain_event (global_index, event_identifier, recorded_at, payload_type, payload, meta_data)
            select base + n, gen_random_uuid(), now(), 'Noted', '{"text":"x"}', '{}'
            from head, generate_series(1, 25000) n
            """);
        one.block("ALICE");

        assertThatThrownBy(() -> two.use("ALICE")).isInstanceOf(StaleDecisionException.class);
        assertThat(two.use("ALICE")).isFalse();
        assertThat(two.coherence.position()).isEqualTo(25_005);
    }

    @Test
    void what_failed_to_be_stored_is_not_remembered() {
        assertThatThrownBy(() -> one.command(() -> {
                    one.tags.load("tag-ALICE").execute(Tag::block);
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");

        assertThat(one.ask("ALICE", Tag::isBlocked)).isFalse();
    }

    @Test
    void a_command_that_fails_and_has_changed_nothing_costs_no_reading() throws SQLException {
        assertThatThrownBy(() -> one.command(() -> {
                    one.tags.load("tag-ALICE");
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");
        hideEvents();

        assertThat(one.ask("ALICE", Tag::times)).isEqualTo(3);
    }

    @Test
    void who_only_asks_does_not_see_what_is_not_stored_yet() throws Exception {
        try (ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> block;
            Future<Boolean> answer;
            try (HeldLog held = new HeldLog(database)) {
                block = commands.submit(() -> one.block("ALICE"));
                held.awaitWaiting(1);
                answer = commands.submit(
                        () -> one.tags.ask("tag-ALICE", Tag::isBlocked).orElseThrow());
                Awaitility.await().during(Duration.ofMillis(100)).until(() -> !answer.isDone());
            }
            block.get();
            assertThat(answer.get()).isTrue();
        }
    }

    @Test
    void a_command_sees_its_own_changes() {
        boolean blocked = one.command(() -> {
            one.tags.load("tag-ALICE").execute(Tag::block);
            return one.tags.ask("tag-ALICE", Tag::isBlocked).orElseThrow();
        });
        int times = one.command(() -> {
            one.tags.newInstance(() -> new Tag(new TagId("CAROL")));
            return one.tags.ask("tag-CAROL", Tag::times).orElseThrow();
        });

        assertThat(blocked).isTrue();
        assertThat(times).isZero();
    }

    @Test
    void an_aggregate_that_is_nowhere_is_not_found() {
        assertThatThrownBy(() -> one.use("NOBODY")).isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void many_who_ask_and_change_at_once_all_find_the_truth() throws Exception {
        one.register("BUSY");
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                all.add(commands.submit(() -> retrying(() -> one.use("BUSY"))));
                all.add(commands.submit(() -> retrying(() -> one.ask("BUSY", Tag::times))));
                all.add(commands.submit(() -> retrying(() -> two.use("BUSY"))));
            }
        }
        for (Future<?> command : all) {
            command.get();
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(one.coherence.position()).isEqualTo(two.coherence.position()));
        assertThat(one.ask("BUSY", Tag::times)).isEqualTo(400);
        assertThat(two.ask("BUSY", Tag::times)).isEqualTo(400);
    }

    private static void retrying(Runnable command) {
        while (true) {
            try {
                command.run();
                return;
            } catch (ConcurrencyException e) {
                // the other node was first
            }
        }
    }

    private static boolean noteIfAllowed(Node node) {
        return node.command(() -> {
            if (node.tags.ask("tag-ALICE", Tag::isBlocked).orElseThrow()) {
                return false;
            }
            node.store.publish(new GenericEventMessage<>(new Noted("ALICE was let in")));
            return true;
        });
    }

    private void hideEvents() throws SQLException {
        execute("alter table domain_event rename to hidden_event");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.owner(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
