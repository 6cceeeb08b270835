package dev.csms.query.projection;

import dev.csms.query.projection.Change.AnythingChanged;
import dev.csms.query.projection.Change.ChargePointAsked;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.Change.OperationChanged;
import dev.csms.query.projection.Change.SecurityEventRecorded;
import dev.csms.query.projection.Change.TransactionChanged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Changes as they travel between nodes: by PostgreSQL's NOTIFY, which delivers when the writing transaction commits,
 * and only then. A message has a line for each change.
 */
public final class ChangeMessages {

    public static final String CHANNEL = "csms_changes";

    /** A notification holds less than 8,000 bytes. */
    private static final int MAX_BYTES = 7_900;

    private static final BulkStatement NOTIFY =
            BulkStatement.of("select pg_notify('" + CHANNEL + "', message) from unnest(?::text[]) as m(message)");

    private ChangeMessages() {}

    public static void announce(Collection<Change> changes, JdbcOperations db) {
        NOTIFY.query(db, write(changes).stream().map(it -> new Object[] {it}).toList(), (_, _) -> "");
    }

    static List<String> write(Collection<Change> changes) {
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        int bytes = 0;
        for (Change change : changes) {
            String line = line(change);
            int more = line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes + more > MAX_BYTES) {
                messages.add(message.toString());
                message.setLength(0);
                bytes = 0;
            }
            message.append(line).append('\n');
            bytes += more;
        }
        if (!message.isEmpty()) {
            messages.add(message.toString());
        }
        return messages;
    }

    private static String line(Change change) {
        return switch (change) {
            case ChargePointChanged changed -> "c " + changed.chargePointId();
            case TransactionChanged changed -> "t " + changed.transactionId() + " " + changed.chargePointId();
            case OperationChanged changed -> "o " + changed.operationId() + " " + changed.chargePointId();
            case ChargePointAsked asked -> "a " + asked.chargePointId();
            case SecurityEventRecorded recorded -> "s " + recorded.position();
            case AnythingChanged _ -> "?";
        };
    }

    public static List<Change> read(String message) {
        return message.lines().flatMap(ChangeMessages::change).toList();
    }

    /** Lines of a kind that this version does not know are another version's, on another node. */
    private static Stream<Change> change(String line) {
        if (line.startsWith("c ")) {
            return Stream.of(new ChargePointChanged(line.substring(2)));
        }
        if (line.startsWith("t ")) {
            int end = line.indexOf(' ', 2);
            return Stream.of(new TransactionChanged(Integer.parseInt(line, 2, end, 10), line.substring(end + 1)));
        }
        if (line.startsWith("o ")) {
            int end = line.indexOf(' ', 2);
            return Stream.of(new OperationChanged(line.substring(2, end), line.substring(end + 1)));
        }
        if (line.startsWith("a ")) {
            return Stream.of(new ChargePointAsked(line.substring(2)));
        }
        if (line.startsWith("s ")) {
            return Stream.of(new SecurityEventRecorded(Long.parseLong(line, 2, line.length(), 10)));
        }
        return line.equals("?") ? Stream.of(new AnythingChanged()) : Stream.empty();
    }
}
