package dev.csms.app.eventstore;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database outside the pool, for those who keep theirs. */
@FunctionalInterface
public interface ConnectionOpener {

    Connection open() throws SQLException;
}
