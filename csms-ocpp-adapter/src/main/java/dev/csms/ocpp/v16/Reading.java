package dev.csms.ocpp.v16;

import dev.csms.ocpp.rpc.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One payload being read: where in it we are, how much is forgiven, and what had to be mended so far. */
final class Reading {

    /** How much is forgiven. */
    enum Tolerance {
        STRICT,
        /** Known deviations are mended, and optional members that cannot be read are dropped. */
        LENIENT,
        /** Mandatory members that cannot be read are dropped as well. */
        SALVAGING
    }

    /** More of one message tell nobody anything. */
    private static final int MAX_DEVIATIONS = 32;

    private static final int MAX_PATH_DEPTH = 16;

    private final JsonParser parser;
    private final byte[] source;
    private final int from;
    private final Tolerance tolerance;
    private final @Nullable ZoneId timeZone;
    private final Instant receivedAt;

    private final Object[] path = new Object[MAX_PATH_DEPTH];
    private int pathLength;
    private @Nullable List<Deviation> deviations;
    private @Nullable String unknownValue;

    Reading(
            JsonParser parser,
            byte[] source,
            int from,
            Tolerance tolerance,
            @Nullable ZoneId timeZone,
            Instant receivedAt) {
        this.parser = parser;
        this.source = source;
        this.from = from;
        this.tolerance = tolerance;
        this.timeZone = timeZone;
        this.receivedAt = receivedAt;
    }

    JsonParser parser() {
        return parser;
    }

    JsonToken token() {
        return parser.currentToken();
    }

    boolean strict() {
        return tolerance == Tolerance.STRICT;
    }

    boolean salvaging() {
        return tolerance == Tolerance.SALVAGING;
    }

    /** Of times that name no offset from UTC, if somebody has said which it is. */
    @Nullable
    ZoneId timeZone() {
        return timeZone;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<Deviation> deviations() {
        return deviations == null ? List.of() : deviations;
    }

    void enter(String member) {
        path[pathLength++] = member;
    }

    void enter(int index) {
        path[pathLength++] = index;
    }

    void leave() {
        pathLength--;
    }

    int pathLength() {
        return pathLength;
    }

    /** Nesting of the objects and arrays that are open before the current value. */
    int depth() {
        int depth = parser.streamReadContext().getNestingDepth();
        return token().isStructStart() ? depth - 1 : depth;
    }

    /** Gives up a value that cannot be read: passes over what is left of it, and goes on after it. */
    void abandon(Unreadable value, int depth, int pathLength) {
        note(value.kind(), value.example());
        while (parser.streamReadContext().getNestingDepth() > depth) {
            parser.nextToken();
        }
        this.pathLength = pathLength;
    }

    /** Takes the current value as its JSON text, and passes over it. */
    String rawText() {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = from + (int) parser.currentLocation().getByteOffset();
        return new String(source, start, end - start, StandardCharsets.UTF_8);
    }

    /** What stands here, for a deviation or a refusal; passes over it. */
    String sample() {
        return token().isScalarValue() ? parser.getString() : rawText();
    }

    void note(Deviation.Kind kind, String example) {
        if (deviations == null) {
            deviations = new ArrayList<>(4);
        }
        if (deviations.size() < MAX_DEVIATIONS) {
            deviations.add(new Deviation(kind, path(), example));
        }
    }

    /** Remembers a value outside its list, for the member that keeps it. */
    void keepUnknownValue(String value) {
        unknownValue = value;
    }

    @Nullable
    String takeUnknownValue() {
        String value = unknownValue;
        unknownValue = null;
        return value;
    }

    Unreadable refuse(ErrorCode code, String problem, Deviation.Kind kind, String example) {
        String where = pathLength == 0 ? "the payload" : path();
        return new Unreadable(code, Texts.excerpt(where, Deviation.MAX_LENGTH) + problem, kind, example);
    }

    Unreadable wrongType(String expected) {
        JsonToken found = token();
        return refuse(
                ErrorCode.TYPE_CONSTRAINT_VIOLATION,
                ": " + name(found) + ", " + expected + " is expected",
                found == JsonToken.VALUE_NULL ? Deviation.Kind.NULL_MEMBER : Deviation.Kind.WRONG_TYPE,
                sample());
    }

    String path() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pathLength; i++) {
            if (path[i] instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else {
                text.append(i == 0 ? "" : ".").append(path[i]);
            }
        }
        return text.toString();
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}
