package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.eventstore.TagEvent.Noted;
import dev.csms.app.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AppendTest {

    private final PGSimpleDataSource database = TestPostgres.database();
    private final List<Node> nodes = new ArrayList<>();
    private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
        commands.close();
    }

    @Test
    void what_two_nodes_append_at_once_is_numbered_without_a_hole_and_read_once_each_in_order() throws Exception {
        int each = 500;
        List<Node> both = List.of(node(), node());
        Future<List<TrackedEventMessage<?>>> reading =
                commands.submit(() -> Node.take(both.getFirst().read(0), 4 * each));

        List<Future<?>> writing = IntStream.range(0, 4 * each)
                .<Future<?>>mapToObj(i -> commands.submit(() -> both.get(i % 2).note("note " + i)))
                .toList();
        for (Future<?> append : writing) {
            append.get();
        }

        List<TrackedEventMessage<?>> read = reading.get();
        assertThat(read.stream().map(AppendTest::index))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 4L * each).boxed().toList());
        assertThat(read.stream().map(event -> ((Noted) event.getPayload()).text()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4 * each).mapToObj(i -> "note " + i).toList());
        assertThat(Node.take(both.getLast().read(0), 4 * each))
                .extracting(TrackedEventMessage::getIdentifier)
                .containsExactlyElementsOf(
                        read.stream().map(TrackedEventMessage::getIdentifier).toList());
    }

    @Test
    void commands_that_wait_are_appended_together() throws Exception {
        Node node = node();
        List<Future<?>> notes;
        try (HeldLog held = new HeldLog(database)) {
            notes = submitted(() -> node.note("first"));
            held.awaitWaiting(1);
            notes.addAll(submitted(Collections.nCopies(100, () -> node.note("together"))));
            awaitQueued(node, 100);
        }
        for (Future<?> note : notes) {
            note.get();
        }

        assertThat(node.meters.summary("eventstore.batch.commands").max()).isEqualTo(100);
        assertThat(count("select count(distinct xmin::text) from domain_event")).isEqualTo(2);
    }

    @Test
    void a_duplicate_fails_alone_whatever_is_appended_with_it() throws Exception {
        Node node = node();
        otherNode().publish(fact("said", 0)); // what this one has said it knows without the log
        Awaitility.await().until(() -> node.coherence.position() == 1);
        List<Future<?>> good = new ArrayList<>();
        Future<?> duplicate;
        Future<?> later;
        try (HeldLog held = new HeldLog(database)) {
            good.addAll(submitted(() -> node.note("first")));
            held.awaitWaiting(1);
            good.addAll(submitted(Collections.nCopies(20, () -> node.note("before"))));
            duplicate = commands.submit(() -> node.publish(fact("said", 0)));
            later = commands.submit(() -> node.publish(fact("said", 7)));
            good.addAll(submitted(Collections.nCopies(20, () -> node.note("after"))));
            awaitQueued(node, 42);
        }

        for (Future<?> note : good) {
            note.get();
        }
        later.get();
        assertThatThrownBy(duplicate::get).hasCauseInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> node.publish(fact("said", 7))).isInstanceOf(ConcurrencyException.class);
        assertThat(count("select count(*) from domain_event")).isEqualTo(43);
        assertThat(count("select position from event_log_head")).isEqualTo(43);
    }

    @Test
    void what_this_node_has_begun_it_does_not_try_to_store_again() throws Exception {
        Node node = node();
        node.publish(fact("said", 0));
        execute("alter table domain_event rename to hidden_event");

        assertThatThrownBy(() -> node.publish(fact("said", 0))).isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void of_two_commands_in_one_batch_that_create_the_same_one_wins() throws Exception {
        Node node = node();
        List<Future<?>> rivals;
        try (HeldLog held = new HeldLog(database)) {
            List<Future<?>> first = submitted(() -> node.note("first"));
            held.awaitWaiting(1);
            rivals = submitted(Collections.nCopies(3, () -> node.publish(fact("contested", 0))));
            awaitQueued(node, 3);
            assertThat(first).hasSize(1);
        }

        assertThat(rivals.stream().filter(AppendTest::succeeds)).hasSize(1);
        assertThat(count("select count(*) from domain_event where aggregate_identifier = 'contested'"))
                .isEqualTo(1);
    }

    @Test
    void an_event_that_cannot_be_stored_fails_alone() throws Exception {
        Node node = node();
        List<Future<?>> good;
        Future<?> bad;
        try (HeldLog held = new HeldLog(database)) {
            good = submitted(() -> node.note("first"));
            held.awaitWaiting(1);
            bad = commands.submit(() -> node.publish(fact("no \0 in an identifier", 0)));
            good.addAll(submitted(Collections.nCopies(5, () -> node.note("good"))));
            awaitQueued(node, 6);
        }

        for (Future<?> note : good) {
            note.get();
        }
        assertThatThrownBy(bad::get).hasCauseInstanceOf(EventStoreException.class);
    }

    @Test
    void a_connection_killed_in_the_middle_of_an_append_costs_a_moment_and_no_event() throws Exception {
        Node node = node();
        List<Future<?>> notes;
        try (HeldLog held = new HeldLog(database)) {
            notes = submitted(Collections.nCopies(10, () -> node.note("kept")));
            held.awaitWaiting(1);
            held.killWaiting();
            held.awaitWaiting(1); // the appender has come back
        }

        for (Future<?> note : notes) {
            note.get();
        }
        assertThat(count("select count(*) from domain_event")).isEqualTo(10);
        assertThat(count("select count(distinct event_identifier) from domain_event"))
                .isEqualTo(10);
    }

    @Test
    void an_append_whose_answer_was_lost_is_found_to_be_stored() throws Exception {
        DisturbedConnections connections = new DisturbedConnections(database);
        Node node = node(connections, Duration.ofSeconds(20));
        connections.loseNextAnswer();

        node.publish(fact("once", 0));

        assertThat(connections.haveHappened()).isTrue();
        assertThat(count("select count(*) from domain_event")).isEqualTo(1);
        node.publish(fact("once", 1));
    }

    @Test
    void an_append_that_arrives_after_it_was_given_up_is_stored_once_and_no_change_of_others() throws Exception {
        DisturbedConnections connections = new DisturbedConnections(database);
        Node node = node(connections, Duration.ofSeconds(20));
        node.register("ALICE");
        node.use("ALICE"); // is in memory now
        HeldLog held = new HeldLog(database);
        connections.atNext("append_events", append -> {
            commands.submit(append);
            held.awaitWaiting(1);
            throw DisturbedConnections.lost();
        });
        connections.atNext("unnest", look -> {
            Object missing = look.call();
            held.close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(count("select count(*) from domain_event"))
                            .isEqualTo(3));
            return missing;
        });
        connections.atNext("append_events", _ -> {
            throw DisturbedConnections.lost();
        });

        assertThat(node.use("ALICE")).isTrue();

        assertThat(connections.haveHappened()).isTrue();
        assertThat(count("select count(*) from domain_event")).isEqualTo(3);
        assertThat(node.ask("ALICE", Tag::times)).isEqualTo(2);
    }

    @Test
    void no_command_waits_for_ever_when_the_appender_meets_what_nobody_foresaw() throws Exception {
        DisturbedConnections connections = new DisturbedConnections(database);
        Node node = node(connections, Duration.ofSeconds(20));
        List<Future<?>> notes = new CopyOnWriteArrayList<>();
        connections.atNext("append_events", _ -> {
            notes.add(commands.submit(() -> node.note("second")));
            awaitQueued(node, 1);
            throw new SQLException("too many connections", "53300"); // it takes on what has come meanwhile
        });
        connections.atNext("append_events", _ -> {
            throw new StackOverflowError("for a test");
        });
        notes.add(commands.submit(() -> node.note("first")));

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(notes).hasSize(2).allMatch(note -> note.state() == Future.State.FAILED));
        node.note("and the next is stored");
    }

    @Test
    void what_this_node_appended_to_a_database_that_was_restored_since_is_not_read_from_memory() throws Exception {
        Node node = node();
        node.note("before the backup");
        node.note("after it");
        node.note("and lost with it");
        execute("""
            alter table domain_event disable trigger user;
            delete from domain_event where global_index > 1;
            alter table domain_event enable trigger user;
            update event_log_head set position = 1
            """);
        Node other = otherNode();
        other.note("on the new line of time");
        node.note("and here");

        assertThat(Node.take(node.read(0), 3).stream().map(event -> ((Noted) event.getPayload()).text()))
                .containsExactly("before the backup", "on the new line of time", "and here");
    }

    @Test
    void a_read_only_database_makes_commands_wait_and_nothing_else() throws Exception {
        Node node = node();
        node.note("before");
        readOnly(true);

        Future<?> waiting = commands.submit(() -> node.note("while it was read-only"));
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
        readOnly(false);
        waiting.get();

        assertThat(count("select count(*) from domain_event")).isEqualTo(2);
    }

    @Test
    void a_database_that_stays_away_is_reported_as_such() throws Exception {
        Node node = node(database::getConnection, Duration.ofMillis(300));
        readOnly(true);

        assertThatThrownBy(() -> node.note("never"))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("read-only");

        readOnly(false);
        Awaitility.await()
                .ignoreExceptionsInstanceOf(EventStoreUnavailableException.class) // it is not patient
                .until(() -> {
                    node.note("again");
                    return true;
                });
        assertThat(count("select count(*) from domain_event")).isEqualTo(1);
    }

    @Test
    void nobody_waits_for_a_database_that_has_been_away_for_as_long_as_one_waits() throws Exception {
        Duration patience = Duration.ofSeconds(3);
        Node node = node(database::getConnection, patience);
        readOnly(true);
        assertThatThrownBy(() -> node.note("waits")).isInstanceOf(EventStoreUnavailableException.class);

        Duration shortest = patience;
        for (int i = 0; i < 5; i++) { // any of them may fall into a pause of the machine
            long begin = System.nanoTime();
            assertThatThrownBy(() -> node.note("does not")).isInstanceOf(EventStoreUnavailableException.class);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            shortest = taken.compareTo(shortest) < 0 ? taken : shortest;
        }
        assertThat(shortest).isLessThan(patience.dividedBy(2));
    }

    @Test
    void the_order_is_that_of_the_appends_whatever_the_clocks_say() throws Exception {
        Node node = node();
        Instant now = Instant.parse("2026-11-24T12:00:00.000001Z");
        List<Instant> clocks = List.of(
                now, now.minusSeconds(1200), now.plusSeconds(1200), now.plusNanos(1000), now.minusSeconds(86_400));

        for (Instant clock : clocks) {
            node.publish(new GenericEventMessage<>("id-" + clock, new Noted("at"), MetaData.emptyInstance(), clock) {
                @Override
                public String getIdentifier() {
                    return new TimeOrderedIdentifiers().generateIdentifier();
                }
            });
        }

        List<TrackedEventMessage<?>> read = Node.take(otherNode().read(0), clocks.size());
        assertThat(read.stream().map(TrackedEventMessage::getTimestamp)).containsExactlyElementsOf(clocks);
        assertThat(read.stream().map(AppendTest::index)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_reader_that_was_away_for_70_seconds_misses_nothing_not_even_what_was_held_up() throws Exception {
        Node writer = node();
        Node other = node();
        Instant longAgo = Instant.now().minusSeconds(75);
        writer.publish(at(longAgo));
        var reader = other.read(0);
        assertThat(Node.take(reader, 1)).hasSize(1); // then it pauses

        List<Future<?>> held = new ArrayList<>();
        try (HeldLog log = new HeldLog(database)) {
            held.addAll(submitted(() -> writer.publish(at(longAgo.plusSeconds(1)))));
            log.awaitWaiting(1);
            held.addAll(submitted(() -> other.publish(at(longAgo.plusSeconds(74)))));
            log.awaitWaiting(2);
            assertThat(reader.hasNextAvailable()).isFalse();
        }
        for (Future<?> append : held) {
            append.get();
        }
        writer.publish(at(Instant.now()));

        assertThat(Node.take(reader, 3).stream().map(AppendTest::index)).containsExactly(2L, 3L, 4L);
        assertThat(reader.hasNextAvailable()).isFalse();
    }

    @Test
    void a_reader_has_nothing_to_read_while_the_database_is_away_and_goes_on_when_it_is_back() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        PGSimpleDataSource atTimes = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLException("nobody there", "08001");
                }
                return database.getConnection();
            }
        };
        Node reader = new Node(atTimes, atTimes::getConnection, Duration.ofMillis(100));
        nodes.add(reader);
        otherNode().note("by another node");
        Awaitility.await().until(() -> reader.tail.isReadableAfter(0));
        var events = reader.read(0);

        away.set(true);
        assertThat(events.hasNextAvailable()).isFalse();
        assertThat(events.peek()).isEmpty();
        away.set(false);

        assertThat(Node.take(events, 1)).hasSize(1);
    }

    @Test
    void history_is_never_changed() {
        Node node = node();
        node.note("for ever");

        for (String change : List.of( // by the owner; others may not even try
                "update domain_event set payload = '{}'", "delete from domain_event", "truncate domain_event")) {
            assertThatThrownBy(() -> execute(change)).hasMessageContaining("events are never changed or removed");
        }
    }

    @Test
    void an_event_can_be_read_in_sql() throws Exception {
        Node node = node();
        node.register("ALICE");
        node.publish(new GenericEventMessage<>(new Noted("a note"), Map.of("chargePoint", "CP-7")));

        assertThat(text("""
            select string_agg(concat_ws(' ', global_index, payload_type, payload_revision, aggregate_type,
                                        aggregate_identifier, sequence_number, charge_point_id,
                                        coalesce(payload->>'tag', payload->>'text')), E'\\n' order by global_index)
            from domain_event
            """)).isEqualTo("""
                1 TagRegistered 1 Tag tag-ALICE 0 ALICE
                2 Noted 1 CP-7 a note\
                """);
    }

    @Test
    void positions_are_found_by_time_and_at_both_ends() {
        Node node = node();
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        for (int i = 0; i < 10; i++) {
            node.publish(at(noon.plusSeconds(i)));
        }

        assertThat(node.store.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(node.store.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(10));
        assertThat(node.store.createTokenAt(noon.plusSeconds(3))).isEqualTo(new GlobalSequenceTrackingToken(3));
        assertThat(node.store.createTokenAt(noon.plusSeconds(60))).isEqualTo(new GlobalSequenceTrackingToken(10));
    }

    // ----

    private Node node() {
        return node(database::getConnection, Duration.ofSeconds(20));
    }

    private Node otherNode() {
        return node();
    }

    private Node node(ConnectionOpener connections, Duration patience) {
        Node node = new Node(database, connections, patience);
        nodes.add(node);
        return node;
    }

    private List<Future<?>> submitted(Runnable command) {
        return submitted(List.of(command));
    }

    private List<Future<?>> submitted(List<Runnable> all) {
        List<Future<?>> futures = new ArrayList<>();
        all.forEach(command -> futures.add(commands.submit(command)));
        return futures;
    }

    private static void awaitQueued(Node node, int appends) {
        Awaitility.await().until(() -> node.appender.waiting() == appends);
    }

    private static boolean succeeds(Future<?> command) {
        try {
            command.get();
            return true;
        } catch (InterruptedException | java.util.concurrent.ExecutionException | CompletionException e) {
            return false;
        }
    }

    private static long index(TrackedEventMessage<?> event) {
        return ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex();
    }

    private static GenericDomainEventMessage<Noted> fact(String identity, long sequence) {
        return new GenericDomainEventMessage<>("Fact", identity, sequence, new Noted(identity));
    }

    private static GenericEventMessage<Noted> at(Instant clock) {
        return new GenericEventMessage<>(
                new TimeOrderedIdentifiers().generateIdentifier(), new Noted("at"), MetaData.emptyInstance(), clock);
    }

    private void readOnly(boolean on) throws SQLException {
        execute("""
            do $$ begin
                set local default_transaction_read_only = off;
                set transaction read write;
                execute format('alter database %I set default_transaction_read_only = ON_OR_OFF', current_database());
                perform pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid();
            end $$
            """.replace("ON_OR_OFF", on ? "on" : "off"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.owner(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
