package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import dev.csms.domain.transaction.TransactionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresTransactionIdsTest {

    private final NumberSource numbers = new NumberSource(TestPostgres.database(), Duration.ofSeconds(20), () -> 0);

    @Test
    void no_id_is_given_twice_by_any_node() {
        PostgresTransactionIds one = new PostgresTransactionIds(numbers);
        PostgresTransactionIds two = new PostgresTransactionIds(numbers);

        List<Integer> ids = IntStream.range(0, 250)
                .boxed()
                .flatMap(_ -> Stream.of(one.next(), two.next()))
                .map(TransactionId::value)
                .toList();

        assertThat(ids).doesNotHaveDuplicates().startsWith(1, 101, 2, 102).allMatch(id -> id > 0);
    }

    @Test
    void a_restart_goes_on_where_no_id_was_given() {
        int last = new PostgresTransactionIds(numbers).next().value();

        assertThat(new PostgresTransactionIds(numbers).next().value()).isGreaterThan(last);
    }
}
