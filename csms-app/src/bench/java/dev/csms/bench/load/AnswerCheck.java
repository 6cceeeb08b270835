package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether an answer is right: for the call that was made, accepted, complete, with nothing in it that does not belong
 * there.
 *
 * <p>Nearly all answers are recognised by their bytes. Those that are not, and each 64th that is, are parsed and
 * looked at member by member. Transaction ids are remembered as long as this lives: none may come twice.
 */
public final class AnswerCheck {

    private static final int PARSE_EACH = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private static final byte[] RESULT = "[3,\"".getBytes(US_ASCII);
    private static final byte[] THEN = "\",".getBytes(US_ASCII);
    private static final byte[] EMPTY_PAYLOAD = "{}]".getBytes(US_ASCII);
    private static final byte[] CURRENT_TIME = "{\"currentTime\":\"".getBytes(US_ASCII);
    private static final byte[] END_OF_TIME = "Z\"}]".getBytes(US_ASCII);
    private static final byte[] ACCEPTED = "\"status\":\"Accepted\"".getBytes(US_ASCII);
    private static final byte[] ID_TAG_INFO = "\"idTagInfo\":{".getBytes(US_ASCII);
    private static final byte[] TRANSACTION_ID = "\"transactionId\":".getBytes(US_ASCII);
    private static final byte[] INTERVAL = "\"interval\":".getBytes(US_ASCII);

    private final Map<Integer, BitSet> transactionIds = new HashMap<>();
    private long answers;
    private int transactionId;

    /** Of the StartTransaction last found right. */
    int transactionId() {
        return transactionId;
    }

    /** @return what is wrong with the answer; null if nothing */
    @Nullable
    String faultOf(Action action, byte[] id, byte[] text, int from, int to) {
        answers++;
        transactionId = 0;
        boolean recognised = answers % PARSE_EACH != 0 && isRecognised(action, id, text, from, to);
        if (!recognised) {
            String fault = faultByParsing(action, id, new String(text, from, to - from, UTF_8));
            if (fault != null) {
                return fault;
            }
        }
        return action == Action.START_TRANSACTION && !isNew(transactionId) ? "transactionId came twice" : null;
    }

    private boolean isRecognised(Action action, byte[] id, byte[] text, int from, int to) {
        int at = from;
        if (!startsWith(RESULT, text, at, to)) {
            return false;
        }
        at += RESULT.length;
        if (!startsWith(id, text, at, to)) {
            return false;
        }
        at += id.length;
        if (!startsWith(THEN, text, at, to)) {
            return false;
        }
        at += THEN.length;
        return switch (action) {
            case METER_VALUES, STATUS_NOTIFICATION ->
                Arrays.equals(text, at, to, EMPTY_PAYLOAD, 0, EMPTY_PAYLOAD.length);
            case HEARTBEAT ->
                startsWith(CURRENT_TIME, text, at, to) && startsWith(END_OF_TIME, text, to - END_OF_TIME.length, to);
            case AUTHORIZE, STOP_TRANSACTION ->
                find(ID_TAG_INFO, text, at, to) >= 0 && find(ACCEPTED, text, at, to) >= 0;
            case START_TRANSACTION -> {
                transactionId = numberAfter(TRANSACTION_ID, text, at, to);
                yield transactionId > 0 && find(ID_TAG_INFO, text, at, to) >= 0 && find(ACCEPTED, text, at, to) >= 0;
            }
            case BOOT_NOTIFICATION ->
                find(ACCEPTED, text, at, to) >= 0
                        && find(CURRENT_TIME, 1, text, at, to) >= 0
                        && numberAfter(INTERVAL, text, at, to) > 0;
        };
    }

    private @Nullable String faultByParsing(Action action, byte[] id, String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JacksonException e) {
            return "is no JSON";
        }
        if (!message.isArray() || message.isEmpty()) {
            return "is no JSON array";
        }
        if (message.get(0).asInt(0) == 4) {
            return "is a CALLERROR " + message.path(2).asString("");
        }
        if (message.size() != 3
                || message.get(0).asInt(0) != 3
                || !message.get(2).isObject()) {
            return "is no CALLRESULT";
        }
        if (!message.get(1).asString("").equals(new String(id, US_ASCII))) {
            return "has an id that was not asked";
        }
        JsonNode payload = message.get(2);
        return switch (action) {
            case METER_VALUES, STATUS_NOTIFICATION -> membersOtherThan(payload, Set.of());
            case HEARTBEAT -> firstOf(membersOtherThan(payload, Set.of("currentTime")), faultOfTime(payload));
            case AUTHORIZE, STOP_TRANSACTION ->
                firstOf(membersOtherThan(payload, Set.of("idTagInfo")), faultOfIdTagInfo(payload));
            case START_TRANSACTION -> {
                transactionId = payload.path("transactionId").asInt(0);
                yield firstOf(
                        membersOtherThan(payload, Set.of("transactionId", "idTagInfo")),
                        transactionId > 0 ? null : "has no transactionId",
                        faultOfIdTagInfo(payload));
            }
            case BOOT_NOTIFICATION ->
                firstOf(
                        membersOtherThan(payload, Set.of("status", "currentTime", "interval")),
                        faultOfTime(payload),
                        faultOfStatus(payload),
                        payload.path("interval").isInt() ? null : "has no interval");
        };
    }

    private static @Nullable String faultOfIdTagInfo(JsonNode payload) {
        JsonNode info = payload.path("idTagInfo");
        return firstOf(membersOtherThan(info, Set.of("status", "expiryDate", "parentIdTag")), faultOfStatus(info));
    }

    private static @Nullable String faultOfStatus(JsonNode holder) {
        String status = holder.path("status").asString("absent");
        return status.equals("Accepted") ? null : "has status " + status;
    }

    private static @Nullable String faultOfTime(JsonNode payload) {
        try {
            Instant.parse(payload.path("currentTime").asString(""));
            return null;
        } catch (DateTimeParseException e) {
            return "has no currentTime in UTC";
        }
    }

    private static @Nullable String membersOtherThan(JsonNode object, Set<String> expected) {
        for (String member : object.propertyNames()) {
            if (!expected.contains(member)) {
                return "has a member " + member;
            }
        }
        return null;
    }

    private static @Nullable String firstOf(@Nullable String... faults) {
        for (String fault : faults) {
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private boolean isNew(int id) {
        BitSet page = transactionIds.computeIfAbsent(id >>> 16, _ -> new BitSet());
        int bit = id & 0xFFFF;
        boolean isNew = !page.get(bit);
        page.set(bit);
        return isNew;
    }

    private static boolean startsWith(byte[] what, byte[] text, int at, int to) {
        return to - at >= what.length && Arrays.equals(text, at, at + what.length, what, 0, what.length);
    }

    private static int find(byte[] what, byte[] text, int from, int to) {
        return find(what, 0, text, from, to);
    }

    /** @param skip how many bytes of {@code what} do not matter */
    private static int find(byte[] what, int skip, byte[] text, int from, int to) {
        int length = what.length - skip;
        for (int at = from; at <= to - length; at++) {
            if (text[at] == what[skip] && Arrays.equals(text, at, at + length, what, skip, what.length)) {
                return at;
            }
        }
        return -1;
    }

    /** 0 if there is none. */
    private static int numberAfter(byte[] what, byte[] text, int from, int to) {
        int at = find(what, text, from, to);
        if (at < 0) {
            return 0;
        }
        long number = 0;
        for (int i = at + what.length; i < to && text[i] >= '0' && text[i] <= '9'; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number > Integer.MAX_VALUE ? 0 : (int) number;
    }
}
