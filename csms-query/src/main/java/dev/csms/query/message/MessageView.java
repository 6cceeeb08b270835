package dev.csms.query.message;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is shown.
 *
 * @param number        its place among those that are kept; 0 if it is not
 * @param chargePointId key of the charge point
 */
public record MessageView(
        long number, String chargePointId, String sessionId, Direction direction, Instant at, Frame frame) {

    public enum Direction {
        RECEIVED,
        SENT
    }

    public Frame.Kind kind() {
        return frame.kind();
    }

    public @Nullable String messageId() {
        return frame.messageId();
    }

    public @Nullable String action() {
        return frame.action();
    }

    public String text() {
        return frame.text();
    }

    static MessageView read(Row row) throws SQLException {
        return new MessageView(
                row.bigint("number"),
                row.text("charge_point_id"),
                row.text("session_id"),
                row.constant("direction", Direction.class),
                row.instant("at"),
                Frame.of(row.text("frame")));
    }
}
