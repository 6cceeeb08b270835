package dev.csms.app.eventstore;

import java.sql.SQLException;

/** What to make of an append that failed. */
enum AppendFailure {
    /** A command decided from a copy that is out of date. */
    STALE,
    /** An event is there already, or another under its key. */
    DUPLICATE,
    /** Nobody's fault: it may work in a moment. */
    PASSING,
    /** As passing, but the connection is lost, and with it the answer: the events may be stored. */
    IN_DOUBT,
    /** One of the events cannot be stored. */
    REFUSED;

    static AppendFailure of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "CS001" -> STALE;
            case "23505" -> DUPLICATE;
            case "25006", "57014", "55P03", "55006" -> PASSING; // read-only, cancelled, locked, in use
            default ->
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "08", "57", "58", "XX", "" -> IN_DOUBT; // connection, shut down, input/output, internal
                    case "40", "53", "3D", "28" -> PASSING; // serialisation, resources, no database or no entry yet
                    default -> REFUSED;
                };
        };
    }
}
