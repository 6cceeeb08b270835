package dev.csms.app.eventstore;

import dev.csms.domain.operation.RequestIds;

/** Request ids of all nodes on one PostgreSQL. */
public final class PostgresRequestIds implements RequestIds {

    private final NumberBlocks numbers;

    public PostgresRequestIds(NumberSource source) {
        numbers = source.blocks("request_id_block");
    }

    @Override
    public int next() {
        return numbers.next();
    }
}
