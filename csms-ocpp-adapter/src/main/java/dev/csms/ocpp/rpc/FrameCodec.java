package dev.csms.ocpp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Messages as JSON arrays (OCPP-J 1.6 §4.2). Payloads are passed over, so that they are read only once, elsewhere. */
final class FrameCodec {

    /** Of a payload; the frame around it is one level more. */
    static final int MAX_DEPTH = 16;

    /** Sent descriptions stay below 255 characters, the limit of OCPP 2.0.1. */
    private static final int MAX_DESCRIPTION = 254;

    /** Event loops read frames, so a buffer for each thread is enough. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(Integer.MAX_VALUE) // judged by who reads the payload, like names
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Set<FrameDeviation> NONE = Set.of();

    private final byte[] source;
    private final JsonParser parser;
    private final Instant receivedAt;
    private final Set<FrameDeviation> deviations = EnumSet.noneOf(FrameDeviation.class);
    private @Nullable MessageId callId;
    private @Nullable String action;
    private @Nullable MessageId answeredId;

    private FrameCodec(byte[] source, JsonParser parser, Instant receivedAt) {
        this.source = source;
        this.parser = parser;
        this.receivedAt = receivedAt;
    }

    /** @param message UTF-8; payloads refer to it, so it must not change afterwards */
    static Frame read(byte[] message, Instant receivedAt) {
        if (!isUtf8Json(message)) {
            return new Frame.Malformed("not JSON in UTF-8", null);
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), message)) {
            FrameCodec frame = new FrameCodec(message, parser, receivedAt);
            try {
                return frame.read();
            } catch (StreamConstraintsException e) {
                return frame.callId == null
                        ? frame.malformed("beyond what is read of a frame")
                        : frame.refused(frame.callId, "the payload is nested deeper than " + MAX_DEPTH + " levels");
            } catch (JacksonException e) {
                long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
                return frame.malformed("not JSON, from byte " + at + " on");
            }
        }
    }

    /** The parser would guess other encodings from zero bytes, and pass over a byte order mark. */
    private static boolean isUtf8Json(byte[] message) {
        for (int i = 0; i < Math.min(4, message.length); i++) {
            if (message[i] == 0) {
                return false;
            }
        }
        return message.length > 0 && message[0] != (byte) 0xEF;
    }

    private Frame read() {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return new Frame.Malformed("not a JSON array", null);
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return new Frame.Malformed("an empty array", null);
        }
        String type = token.isScalarValue() ? parser.getString() : token.asString();
        boolean call = token == JsonToken.VALUE_NUMBER_INT && type.equals("2");
        boolean result = token == JsonToken.VALUE_NUMBER_INT && type.equals("3");
        boolean error = token == JsonToken.VALUE_NUMBER_INT && type.equals("4");
        if (!call && !result && !error) {
            return new Frame.Ignored();
        }
        token = parser.nextToken();
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            return new Frame.Malformed("no message id", null);
        }
        MessageId id = messageId(token);
        if (call) {
            callId = id;
            return call(id);
        }
        answeredId = id;
        return result ? result(id) : error(id);
    }

    private MessageId messageId(JsonToken token) {
        String value = parser.getString();
        if (token.isNumeric()) {
            deviations.add(FrameDeviation.NUMERIC_MESSAGE_ID);
            return new MessageId(value, value);
        }
        if (value.length() > MessageId.MAX_LENGTH) {
            deviations.add(FrameDeviation.LONG_MESSAGE_ID);
        }
        String printable = Printable.text(value, value.length());
        if (!printable.equals(value)) {
            deviations.add(FrameDeviation.UNPRINTABLE_MESSAGE_ID);
        }
        return new MessageId(new String(source, tokenStart(), tokenEnd() - tokenStart(), UTF_8), value);
    }

    private Frame call(MessageId id) {
        JsonToken token = parser.nextToken();
        action = token == JsonToken.VALUE_STRING ? parser.getString() : null;
        if (token != JsonToken.END_ARRAY) {
            parser.skipChildren();
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY) {
            deviations.add(FrameDeviation.MISSING_PAYLOAD);
        }
        Payload payload = payload(token);
        String problem = end(token);
        if (problem != null) {
            return malformed(problem);
        } else if (action == null) {
            return refused(id, "a call has the name of an action as its third element");
        } else if (payload == null) {
            return refused(id, "the payload is not an object");
        }
        return new Frame.Understood(
                new Call(id, action, payload, deviations.isEmpty() ? NONE : deviations, receivedAt));
    }

    private Frame result(MessageId id) {
        JsonToken token = parser.nextToken();
        Payload payload = payload(token);
        String problem = end(token);
        if (problem == null && payload != null) {
            return new Frame.Understood(new CallResult(id, payload));
        }
        return new Frame.Malformed(problem == null ? "the payload of a result is not an object" : problem, id);
    }

    private Frame error(MessageId id) {
        JsonToken token = parser.nextToken();
        String code = token.isScalarValue() ? parser.getString() : "";
        String description = "";
        if (token != JsonToken.END_ARRAY) {
            parser.skipChildren();
            token = parser.nextToken();
            description = token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getString() : "";
        }
        String problem = end(token);
        if (problem != null) {
            return new Frame.Malformed(problem, id);
        }
        ErrorCode known = ErrorCode.of(code);
        boolean named = known != ErrorCode.GENERIC_ERROR || code.isEmpty() || code.equals(known.spelling());
        return new Frame.Understood(new CallError(id, known, named ? description : code + ": " + description));
    }

    /** Leaves the parser at the end of the element. None if there is something else than an object. */
    private @Nullable Payload payload(JsonToken token) {
        return switch (token) {
            case END_ARRAY, VALUE_NULL -> Payload.EMPTY;
            case START_OBJECT -> {
                int start = tokenStart();
                parser.skipChildren();
                yield new Payload(source, start, tokenEnd() - start);
            }
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /** Passes over what is left of the frame, and says what is wrong with its end. */
    private @Nullable String end(JsonToken last) {
        JsonToken token = last;
        for (int elements = 0; token != JsonToken.END_ARRAY; elements++) {
            parser.skipChildren();
            token = parser.nextToken();
            if (elements > 0) {
                deviations.add(FrameDeviation.EXTRA_ELEMENTS);
            }
        }
        return parser.nextToken() == null ? null : "more than one JSON text";
    }

    private int tokenStart() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd() {
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    private Frame refused(MessageId id, String description) {
        return new Frame.Refused(new CallError(id, ErrorCode.FORMATION_VIOLATION, description), whole(id));
    }

    private @Nullable Call whole(MessageId id) {
        return action == null ? null : new Call(id, action, Payload.of(source), NONE, receivedAt);
    }

    /** Nobody knows what it was meant to be, so it is not answered; but what may tell of a transaction is not lost. */
    private Frame malformed(String problem) {
        return new Frame.Malformed(problem, answeredId, callId == null ? null : whole(callId));
    }

    static byte[] write(Message message) {
        byte[] id = message.messageId().json().getBytes(UTF_8);
        return switch (message) {
            case Call call -> join('2', id, (",\"" + call.action() + "\",").getBytes(UTF_8), call.payload());
            case CallResult result -> join('3', id, new byte[] {','}, result.payload());
            case CallError error ->
                join(
                        '4',
                        id,
                        (",\"" + error.code().spelling() + "\",\"" + escaped(error.description()) + "\",")
                                .getBytes(UTF_8),
                        Payload.EMPTY);
        };
    }

    private static byte[] join(char type, byte[] id, byte[] middle, Payload payload) {
        byte[] frame = new byte[3 + id.length + middle.length + payload.length() + 1];
        frame[0] = '[';
        frame[1] = (byte) type;
        frame[2] = ',';
        int at = 3;
        System.arraycopy(id, 0, frame, at, id.length);
        at += id.length;
        System.arraycopy(middle, 0, frame, at, middle.length);
        at += middle.length;
        System.arraycopy(payload.array(), payload.offset(), frame, at, payload.length());
        frame[frame.length - 1] = ']';
        return frame;
    }

    private static String escaped(String description) {
        return Printable.text(description, MAX_DESCRIPTION)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
    }
}
