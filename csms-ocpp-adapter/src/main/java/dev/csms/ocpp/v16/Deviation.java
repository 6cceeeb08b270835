package dev.csms.ocpp.v16;

import dev.csms.ocpp.rpc.FrameDeviation;
import dev.csms.ocpp.rpc.MessageId;

/**
 * Something a charge point said otherwise than the specification has it, and that was mended.
 *
 * @param member  path of the member, such as {@code meterValue[0].sampledValue[2].unit}, at most 120 characters of it; empty
 *                if it is about the frame
 * @param example what was said, at most 120 characters of it, none of them a control character
 */
public record Deviation(Kind kind, String member, String example) {

    /** Longest {@link #member} and {@link #example}. */
    static final int MAX_LENGTH = 120;

    public Deviation {
        member = Texts.excerpt(member, MAX_LENGTH);
        example = Texts.excerpt(example, MAX_LENGTH);
    }

    /** Says what was mended, for counting; the names are used in metrics and must stay. */
    public enum Kind {
        /** A member that the message does not have; dropped. */
        UNKNOWN_MEMBER,
        /** A member twice in one object; the last one counts. */
        DUPLICATE_MEMBER,
        /** A mandatory member that is not there. */
        MISSING_MEMBER,
        /** {@code null} where a value belongs; read as absent. */
        NULL_MEMBER,
        /** A value of a wrong JSON type that cannot be read; dropped. */
        WRONG_TYPE,
        /** A number written as text. */
        TEXT_FOR_NUMBER,
        /** A number or a boolean where text belongs; its digits are kept. */
        NUMBER_FOR_TEXT,
        /** An object or array where text belongs; its JSON is kept. */
        STRUCTURE_FOR_TEXT,
        /** A fraction where an integer belongs; rounded, or dropped where the number is a name. */
        FRACTION_FOR_INTEGER,
        /** Text longer than allowed; kept, within reason. */
        TEXT_TOO_LONG,
        /** Blanks around an idTag or a number that is written as text; taken off. */
        PADDED_TEXT,
        /** U+0000, a control character or half a surrogate pair; replaced by U+FFFD, or taken off the end of an idTag. */
        CONTROL_CHARACTER,
        /** A number outside its range. */
        OUT_OF_RANGE,
        /** A value that is not in the list. */
        UNKNOWN_VALUE,
        /** A value of the list in another case or spelling. */
        MISSPELT_VALUE,
        /** A timestamp without zone; read as UTC. */
        TIMESTAMP_WITHOUT_ZONE,
        /** A timestamp that is not quite ISO 8601: a blank instead of T, lower case. */
        TIMESTAMP_FORM,
        /** Not a timestamp at all; the time of receipt has to do. */
        TIMESTAMP_UNREADABLE,
        /** An object where an array of objects belongs; read as an array of one. */
        OBJECT_FOR_ARRAY,
        /** An array with fewer elements than it must have. */
        EMPTY_ARRAY,
        /** A sampled value that is no number although it is not signed data; kept as said. */
        NO_NUMBER,
        /** A message id of more than 36 characters; echoed. */
        LONG_MESSAGE_ID,
        /** A number for a message id; echoed. */
        NUMERIC_MESSAGE_ID,
        /** A message id with characters that no text may have; echoed. */
        UNPRINTABLE_MESSAGE_ID,
        /** A call without payload. */
        MISSING_PAYLOAD,
        /** More elements in a frame than it has places for; ignored. */
        EXTRA_ELEMENTS
    }

    static Deviation ofFrame(FrameDeviation deviation, MessageId messageId) {
        Kind kind = switch (deviation) {
            case LONG_MESSAGE_ID -> Kind.LONG_MESSAGE_ID;
            case NUMERIC_MESSAGE_ID -> Kind.NUMERIC_MESSAGE_ID;
            case UNPRINTABLE_MESSAGE_ID -> Kind.UNPRINTABLE_MESSAGE_ID;
            case MISSING_PAYLOAD -> Kind.MISSING_PAYLOAD;
            case EXTRA_ELEMENTS -> Kind.EXTRA_ELEMENTS;
        };
        return new Deviation(kind, "", messageId.toString());
    }
}
