package dev.csms.app.eventstore;

import dev.csms.domain.operation.RequestIds;
import javax.sql.DataSource;

/** Request ids of all nodes on one PostgreSQL. */
public final class PostgresRequestIds implements RequestIds {

    private final NumberBlocks numbers;

    public PostgresRequestIds(DataSource database) {
        numbers = new NumberBlocks(database, "request_id_block");
    }

    @Override
    public int next() {
        return numbers.next();
    }
}
