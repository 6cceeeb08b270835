package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class NumberBlocksTest {

    private final PGSimpleDataSource database = TestPostgres.database();
    private final AtomicInteger restores = new AtomicInteger();

    @Test
    void a_command_waits_for_its_number_while_the_database_is_away() throws Exception {
        NumberBlocks numbers = numbers(Duration.ofSeconds(20));
        admit(false);
        try (ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiting.add(commands.submit(numbers::next));
            }
            Awaitility.await()
                    .during(Duration.ofMillis(200))
                    .until(() -> waiting.stream().noneMatch(Future::isDone));
            admit(true);

            for (Future<Integer> number : waiting) {
                assertThat(number.get()).isBetween(1, 10);
            }
        }
    }

    @Test
    void a_database_that_stays_away_is_reported_as_such_and_asked_again_by_the_next() throws Exception {
        NumberBlocks numbers = numbers(Duration.ofMillis(100));
        admit(false);

        assertThatThrownBy(numbers::next).isInstanceOf(EventStoreUnavailableException.class);

        admit(true);
        assertThat(numbers.next()).isEqualTo(1);
    }

    @Test
    void the_next_block_is_there_before_the_last_is_used_up() throws Exception {
        NumberBlocks numbers = numbers(Duration.ofMillis(100));
        IntStream.range(0, 90).forEach(_ -> numbers.next());
        Awaitility.await().untilAsserted(() -> assertThat(blocksGiven()).isEqualTo(2));
        admit(false);

        assertThat(IntStream.range(0, 50).map(_ -> numbers.next())).hasSize(50).endsWith(140);
    }

    @Test
    void numbers_of_a_database_that_was_restored_since_are_not_given_out() throws Exception {
        NumberBlocks numbers = numbers(Duration.ofSeconds(20));
        assertThat(numbers.next()).isEqualTo(1);
        NumberBlocks others = numbers(Duration.ofSeconds(20));
        execute("select setval('request_id_block', 1, false)"); // as the backup has it
        restores.incrementAndGet();

        assertThat(others.next()).isEqualTo(1);
        assertThat(numbers.next()).isEqualTo(101);
    }

    private NumberBlocks numbers(Duration patience) {
        return new NumberSource(database, patience, restores::get).blocks("request_id_block");
    }

    private void admit(boolean connections) throws SQLException {
        execute("alter role %s in database %s %s"
                .formatted(
                        database.getUser(),
                        database.getDatabaseName(),
                        connections
                                ? "reset default_transaction_read_only"
                                : "set default_transaction_read_only = on"));
    }

    private long blocksGiven() throws SQLException {
        try (Connection connection = TestPostgres.owner(database).getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select (last_value - 1) / 100 + 1 from request_id_block")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.owner(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
