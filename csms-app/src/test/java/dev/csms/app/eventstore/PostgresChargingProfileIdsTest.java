package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresChargingProfileIdsTest {

    private final DataSource database = TestPostgres.database();

    @Test
    void no_id_is_given_twice_by_any_node() {
        PostgresChargingProfileIds one = new PostgresChargingProfileIds(database);
        PostgresChargingProfileIds two = new PostgresChargingProfileIds(database);

        List<Integer> ids = IntStream.range(0, 150)
                .boxed()
                .flatMap(_ -> Stream.of(one.next(), two.next()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 0);
    }
}
