package dev.csms.app.eventstore;

import dev.csms.domain.reservation.ReservationIds;
import javax.sql.DataSource;

/** Reservation ids of all nodes on one PostgreSQL. */
public final class PostgresReservationIds implements ReservationIds {

    private final NumberBlocks numbers;

    public PostgresReservationIds(DataSource database) {
        numbers = new NumberBlocks(database, "reservation_id_block");
    }

    @Override
    public int next() {
        return numbers.next();
    }
}
