package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresReservationIdsTest {

    private final NumberSource numbers = new NumberSource(TestPostgres.database(), Duration.ofSeconds(20), () -> 0);

    @Test
    void no_id_is_given_twice_by_any_node() {
        PostgresReservationIds one = new PostgresReservationIds(numbers);
        PostgresReservationIds two = new PostgresReservationIds(numbers);

        List<Integer> ids = IntStream.range(0, 250)
                .boxed()
                .flatMap(_ -> Stream.of(one.next(), two.next()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().startsWith(1, 101, 2, 102).allMatch(id -> id > 0);
    }
}
