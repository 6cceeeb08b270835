package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresChargingProfileIdsTest {

    private final NumberSource numbers = new NumberSource(TestPostgres.database(), Duration.ofSeconds(20), () -> 0);

    @Test
    void no_id_is_given_twice_by_any_node() {
        PostgresChargingProfileIds one = new PostgresChargingProfileIds(numbers);
        PostgresChargingProfileIds two = new PostgresChargingProfileIds(numbers);

        List<Integer> ids = IntStream.range(0, 150)
                .boxed()
                .flatMap(_ -> Stream.of(one.next(), two.next()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 0);
    }
}
