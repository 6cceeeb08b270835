package dev.csms.app.eventstore;

import dev.csms.domain.reservation.ReservationIds;

/** Reservation ids of all nodes on one PostgreSQL. */
public final class PostgresReservationIds implements ReservationIds {

    private final NumberBlocks numbers;

    public PostgresReservationIds(NumberSource source) {
        numbers = source.blocks("reservation_id_block");
    }

    @Override
    public int next() {
        return numbers.next();
    }
}
