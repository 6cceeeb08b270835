package dev.csms.app.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One connection to the event log, opened when it is needed and again when it broke. For one thread. */
final class LogConnection implements AutoCloseable {

    /** How many events the log may be ahead before it is read in pages. */
    private static final int PAGE = 10_000;

    private final ConnectionOpener opener;
    private @Nullable Connection connection;

    LogConnection(ConnectionOpener opener) {
        this.opener = opener;
    }

    /**
     * What an append found.
     *
     * @param base   position before the first event
     * @param unseen aggregates that other nodes changed between what was expected and the base
     */
    record Appended(long base, List<String> unseen) {}

    /** Which of the events that were to be appended the log has already, ours or others under the same key. */
    record Present(Set<String> identifiers, Set<NewEvent.Key> keys) {}

    Appended append(long expected, Collection<String> consulted, List<NewEvent> events) throws SQLException {
        Connection open = open();
        try (PreparedStatement statement =
                open.prepareStatement("select base, unseen from append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, expected);
            statement.setArray(2, open.createArrayOf("text", consulted.toArray(String[]::new)));
            statement.setArray(3, texts(open, events, NewEvent::identifier));
            statement.setArray(4, texts(open, events, NewEvent::aggregate));
            statement.setArray(5, numbers(open, events, NewEvent::sequence));
            statement.setArray(6, texts(open, events, NewEvent::type));
            statement.setArray(7, texts(open, events, NewEvent::chargePoint));
            statement.setArray(8, numbers(open, events, NewEvent::recordedMicros));
            statement.setArray(9, texts(open, events, NewEvent::payloadType));
            statement.setArray(10, texts(open, events, NewEvent::revision));
            statement.setArray(11, texts(open, events, NewEvent::payload));
            statement.setArray(12, texts(open, events, NewEvent::metaData));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array unseen = row.getArray(2);
                return new Appended(
                        row.getLong(1), unseen == null ? List.of() : Arrays.asList((String[]) unseen.getArray()));
            }
        }
    }

    long head() throws SQLException {
        try (PreparedStatement statement = open().prepareStatement("select position from event_log_head");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * The same, for one who asks all the time: while a long snapshot is held, a dump's for example, the row of the head has
     * a version for each append, all of which are passed to read it.
     */
    long lastEvent() throws SQLException {
        try (PreparedStatement statement = open().prepareStatement(
                                "select global_index from domain_event order by global_index desc limit 1");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * One page of what was changed after a position, up to the head.
     *
     * @return the position reached, and the aggregates changed on the way
     */
    Appended changesAfter(long position, long head) throws SQLException {
        long to = Math.min(head, position + PAGE);
        List<String> changed = new ArrayList<>();
        try (PreparedStatement statement = open().prepareStatement("""
            select distinct aggregate_identifier from domain_event
            where global_index > ? and global_index <= ? and aggregate_identifier is not null
            """)) {
            statement.setLong(1, position);
            statement.setLong(2, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changed.add(rows.getString(1));
                }
            }
        }
        return new Appended(to, changed);
    }

    Present present(List<NewEvent> events) throws SQLException {
        Connection open = open();
        Set<String> identifiers = new HashSet<>();
        Set<NewEvent.Key> keys = new HashSet<>();
        try (PreparedStatement statement = open.prepareStatement("""
            select e.event_identifier::text, e.aggregate_identifier, e.sequence_number
            from unnest(?::uuid[]) as ours(identifier) join domain_event e on e.event_identifier = ours.identifier
            union all
            select e.event_identifier::text, e.aggregate_identifier, e.sequence_number
            from unnest(?::text[], ?::bigint[]) as ours(aggregate, sequence)
            join domain_event e on e.aggregate_identifier = ours.aggregate and e.sequence_number = ours.sequence
            """)) {
            statement.setArray(
                    1,
                    open.createArrayOf(
                            "text", events.stream().map(NewEvent::identifier).toArray()));
            statement.setArray(2, texts(open, events, NewEvent::aggregate));
            statement.setArray(3, numbers(open, events, NewEvent::sequence));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    identifiers.add(rows.getString(1));
                    String aggregate = rows.getString(2);
                    if (aggregate != null) {
                        keys.add(new NewEvent.Key(aggregate, rows.getLong(3)));
                    }
                }
            }
        }
        return new Present(identifiers, keys);
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = opener.open();
            try (Statement statement = current.createStatement()) {
                statement.execute("""
                    set statement_timeout = '5s'; set lock_timeout = '2s';
                    set idle_in_transaction_session_timeout = '5s';
                    set default_transaction_isolation = 'read committed';
                    do $$ begin
                        if current_setting('server_version_num')::int >= 170000 then
                            set transaction_timeout = '10s';
                        end if;
                    end $$
                    """);
            } catch (SQLException e) {
                current.close();
                throw e;
            }
            connection = current;
        }
        return current;
    }

    /** The next use opens another one. */
    @Override
    public void close() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                // it is being given up
            }
        }
    }

    private static Array texts(Connection connection, List<NewEvent> events, Function<NewEvent, @Nullable String> of)
            throws SQLException {
        @Nullable String[] texts = new String[events.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = of.apply(events.get(i));
        }
        return connection.createArrayOf("text", texts);
    }

    private static Array numbers(Connection connection, List<NewEvent> events, ToLongFunction<NewEvent> of)
            throws SQLException {
        long[] numbers = new long[events.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = of.applyAsLong(events.get(i));
        }
        return connection.unwrap(PGConnection.class).createArrayOf("int8", numbers);
    }
}
