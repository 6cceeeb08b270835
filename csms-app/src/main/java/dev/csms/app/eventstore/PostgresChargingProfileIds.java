package dev.csms.app.eventstore;

import dev.csms.domain.chargingprofile.ChargingProfileIds;

/** Charging profile ids of all nodes on one PostgreSQL. */
public final class PostgresChargingProfileIds implements ChargingProfileIds {

    private final NumberBlocks numbers;

    public PostgresChargingProfileIds(NumberSource source) {
        numbers = source.blocks("charging_profile_id_block");
    }

    @Override
    public int next() {
        return numbers.next();
    }
}
