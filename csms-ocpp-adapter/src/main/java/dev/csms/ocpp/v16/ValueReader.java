package dev.csms.ocpp.v16;

import static dev.csms.ocpp.v16.Deviation.Kind.CONTROL_CHARACTER;
import static dev.csms.ocpp.v16.Deviation.Kind.EMPTY_ARRAY;
import static dev.csms.ocpp.v16.Deviation.Kind.FRACTION_FOR_INTEGER;
import static dev.csms.ocpp.v16.Deviation.Kind.MISSPELT_VALUE;
import static dev.csms.ocpp.v16.Deviation.Kind.NUMBER_FOR_TEXT;
import static dev.csms.ocpp.v16.Deviation.Kind.OBJECT_FOR_ARRAY;
import static dev.csms.ocpp.v16.Deviation.Kind.OUT_OF_RANGE;
import static dev.csms.ocpp.v16.Deviation.Kind.PADDED_TEXT;
import static dev.csms.ocpp.v16.Deviation.Kind.STRUCTURE_FOR_TEXT;
import static dev.csms.ocpp.v16.Deviation.Kind.TEXT_FOR_NUMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.TEXT_TOO_LONG;
import static dev.csms.ocpp.v16.Deviation.Kind.TIMESTAMP_FORM;
import static dev.csms.ocpp.v16.Deviation.Kind.TIMESTAMP_UNREADABLE;
import static dev.csms.ocpp.v16.Deviation.Kind.TIMESTAMP_WITHOUT_ZONE;
import static dev.csms.ocpp.v16.Deviation.Kind.UNKNOWN_VALUE;
import static dev.csms.ocpp.v16.Deviation.Kind.WRONG_TYPE;
import static java.math.RoundingMode.HALF_UP;

import dev.csms.ocpp.rpc.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads one kind of value. */
@FunctionalInterface
interface ValueReader {

    /**
     * Reads the value whose first token is the current one, and leaves its last token current. Null only as an element
     * of an array, where it says that there is nothing to keep.
     *
     * @throws Unreadable if nothing can be made of it; where in the value the parser stands is then open
     */
    @Nullable
    Object read(Reading in);

    /**
     * Text of a limited length.
     *
     * @param max        longest that the specification allows, in Unicode characters
     * @param lenientMax longest that is kept where more is forgiven
     * @param idToken    whether it names someone: then it loses the blanks around it, and is not cut, which would make
     *                   it another's name, except where there is no refusing
     */
    record Text(int max, int lenientMax, boolean idToken) implements ValueReader {

        static final int LONGEST_ID_TOKEN = 20;
        private static final int LONGEST_LENIENT_ID_TOKEN = 255;
        private static final int LONGEST_LENIENT = 1_000;

        static Text upTo(int max) {
            return new Text(max, LONGEST_LENIENT, false);
        }

        static Text ofIdToken() {
            return new Text(LONGEST_ID_TOKEN, LONGEST_LENIENT_ID_TOKEN, true);
        }

        @Override
        public String read(Reading in) {
            String text = text(in, false);
            if (idToken && !in.strict()) {
                text = bare(in, text);
            }
            if (!Texts.clean(text)) {
                text = mended(in, text, Texts.cleaned(text));
            }
            return text.length() <= max ? text : limited(in, text);
        }

        /** Without what readers append to an idTag and nobody sees. One that is nothing else is not made up for. */
        private static String bare(Reading in, String text) {
            int end = text.length();
            while (end > 0 && isInvisible(text.charAt(end - 1))) {
                end--;
            }
            String bare = (end == 0 ? text : text.substring(0, end)).strip();
            if (bare.length() < text.length()) {
                in.note(Texts.clean(text.substring(end)) ? PADDED_TEXT : CONTROL_CHARACTER, text);
            }
            return bare;
        }

        private static boolean isInvisible(char c) {
            return Character.isISOControl(c) || Character.isWhitespace(c);
        }

        private String limited(Reading in, String text) {
            int length = text.codePointCount(0, text.length());
            if (length <= max) {
                return text;
            }
            if (in.strict() || (idToken && length > lenientMax && !in.salvaging())) {
                throw tooLong(in, text, length, max);
            }
            in.note(TEXT_TOO_LONG, text);
            return idToken ? Texts.cutUnits(text, lenientMax) : Texts.cut(text, lenientMax);
        }

        static Unreadable tooLong(Reading in, String text, int length, int max) {
            return in.refuse(
                    ErrorCode.TYPE_CONSTRAINT_VIOLATION,
                    ": " + length + " characters, at most " + max + " are allowed",
                    TEXT_TOO_LONG,
                    text);
        }

        /** The text that stands here, or what passes for one where that is forgiven. */
        static String text(Reading in, boolean structuresToo) {
            JsonToken token = in.token();
            if (token == JsonToken.VALUE_STRING) {
                return in.parser().getString();
            }
            if (in.strict() || token == JsonToken.VALUE_NULL) {
                throw in.wrongType("text");
            }
            if (token.isScalarValue()) {
                String text = in.parser().getString();
                in.note(NUMBER_FOR_TEXT, text);
                return text;
            }
            if (!structuresToo && !in.salvaging()) {
                throw in.wrongType("text");
            }
            String json = in.rawText();
            in.note(STRUCTURE_FOR_TEXT, json);
            return json;
        }

        /** What to take for a text with characters that no text may have. */
        static String mended(Reading in, String text, String mended) {
            if (!in.salvaging()) {
                throw in.refuse(
                        ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                        ": control characters and broken surrogate pairs are not allowed",
                        CONTROL_CHARACTER,
                        text);
            }
            in.note(CONTROL_CHARACTER, text);
            return mended;
        }
    }

    /**
     * Text which may have lines; an object is kept as its JSON where that is forgiven.
     *
     * @param max longest that the specification allows, in Unicode characters; longer ones are kept where that is
     *            forgiven
     */
    record AnyText(int max) implements ValueReader {

        static final AnyText UNLIMITED = new AnyText(Integer.MAX_VALUE);

        @Override
        public String read(Reading in) {
            String text = Text.text(in, true);
            if (!Texts.cleanLines(text)) {
                text = Text.mended(in, text, Texts.cleanedLines(text));
            }
            int length = text.length() <= max ? 0 : text.codePointCount(0, text.length());
            if (length > max) {
                if (in.strict()) {
                    throw Text.tooLong(in, text, length, max);
                }
                in.note(TEXT_TOO_LONG, text);
            }
            return text;
        }
    }

    /** An integer of 64 bits. */
    record LongNumber(boolean rounded) implements ValueReader {

        /** Longer numbers are no numbers of anything: nobody computes with them. */
        private static final int MAX_DIGITS = 64;

        private static final int SURELY_A_LONG = 18;

        @Override
        public Long read(Reading in) {
            return number(in, rounded);
        }

        static long number(Reading in, boolean rounded) {
            if (in.token() == JsonToken.VALUE_NUMBER_INT && in.parser().getStringLength() <= SURELY_A_LONG) {
                return in.parser().getLongValue();
            }
            BigDecimal number = decimal(in, "an integer");
            String said = in.parser().getString();
            if (number.signum() == 0) {
                return 0;
            }
            // 1e999999999 is eleven characters to write and a gigabyte to round
            long integerDigits = (long) number.precision() - number.scale();
            if (integerDigits > 19) {
                throw outOfRange(in, said);
            }
            BigDecimal whole = integerDigits < 0 ? BigDecimal.ZERO : number.setScale(0, HALF_UP);
            if (whole.compareTo(number) != 0) {
                if (in.strict() || !rounded) {
                    throw in.refuse(
                            ErrorCode.TYPE_CONSTRAINT_VIOLATION,
                            ": " + Texts.excerpt(said, 40) + " is no integer",
                            FRACTION_FOR_INTEGER,
                            said);
                }
                in.note(FRACTION_FOR_INTEGER, said);
            }
            try {
                return whole.longValueExact();
            } catch (ArithmeticException e) {
                throw outOfRange(in, said);
            }
        }

        static Unreadable outOfRange(Reading in, String said) {
            return in.refuse(
                    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                    ": " + Texts.excerpt(said, 40) + " is out of range",
                    OUT_OF_RANGE,
                    said);
        }

        /** A finite number, from text too where that is forgiven. */
        static BigDecimal decimal(Reading in, String expected) {
            JsonToken token = in.token();
            boolean text = token == JsonToken.VALUE_STRING && !in.strict();
            if (!text && !token.isNumeric()) {
                throw in.wrongType(expected);
            }
            String said = in.parser().getString().strip();
            if (said.length() > MAX_DIGITS) {
                throw in.refuse(
                        ErrorCode.TYPE_CONSTRAINT_VIOLATION,
                        ": a number of " + said.length() + " characters, at most " + MAX_DIGITS + " are allowed",
                        OUT_OF_RANGE,
                        said);
            }
            BigDecimal number;
            try {
                number = new BigDecimal(said);
            } catch (NumberFormatException e) {
                throw text
                        ? in.wrongType(expected)
                        : in.refuse(ErrorCode.TYPE_CONSTRAINT_VIOLATION, ": no finite number", OUT_OF_RANGE, said);
            }
            if ((long) number.precision() - number.scale()
                    > 309) { // infinite as an IEEE 754 double, which JSON numbers are
                throw in.refuse(ErrorCode.TYPE_CONSTRAINT_VIOLATION, ": no finite number", OUT_OF_RANGE, said);
            }
            if (text) {
                in.note(TEXT_FOR_NUMBER, said);
            }
            return number;
        }
    }

    /**
     * An integer of 32 bits. Where there is no refusing, one that has more is taken for the nearest.
     *
     * @param forgiven whether one that is less than the smallest is taken as it is where that is forgiven
     */
    record IntNumber(int min, boolean forgiven) implements ValueReader {

        static final IntNumber ANY = new IntNumber(Integer.MIN_VALUE, false);

        @Override
        public Integer read(Reading in) {
            long number = LongNumber.number(in, false);
            if (number < min || number > Integer.MAX_VALUE) {
                String said = Long.toString(number);
                boolean small = number < min && number >= Integer.MIN_VALUE;
                if (!in.salvaging() && !(small && forgiven && !in.strict())) {
                    throw number < min && min != Integer.MIN_VALUE
                            ? in.refuse(
                                    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                                    ": " + said + ", at least " + min + " is expected",
                                    OUT_OF_RANGE,
                                    said)
                            : LongNumber.outOfRange(in, said);
                }
                in.note(OUT_OF_RANGE, said);
            }
            return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    /** A decimal number. @param decimals most that are allowed where payloads are read strictly */
    record DecimalNumber(int decimals) implements ValueReader {

        static final int ANY_DECIMALS = Integer.MAX_VALUE;

        @Override
        public BigDecimal read(Reading in) {
            BigDecimal number = LongNumber.decimal(in, "a number");
            if (in.strict() && number.stripTrailingZeros().scale() > decimals) {
                String said = number.toString();
                throw in.refuse(
                        ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                        ": " + said + ", at most " + decimals + " decimals are allowed",
                        OUT_OF_RANGE,
                        said);
            }
            return number;
        }
    }

    /** True or false, and their names where that is forgiven. */
    record Truth() implements ValueReader {

        @Override
        public Boolean read(Reading in) {
            return switch (in.token()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_STRING -> fromText(in);
                default -> throw in.wrongType("a boolean");
            };
        }

        private static boolean fromText(Reading in) {
            String text = in.parser().getString().strip();
            boolean truth = text.equalsIgnoreCase("true");
            if (in.strict() || (!truth && !text.equalsIgnoreCase("false"))) {
                throw in.wrongType("a boolean");
            }
            in.note(WRONG_TYPE, text);
            return truth;
        }
    }

    /** A point in time. */
    record Timestamp() implements ValueReader {

        @Override
        public Instant read(Reading in) {
            if (in.token() != JsonToken.VALUE_STRING) {
                throw in.wrongType("text");
            }
            String text = in.parser().getString();
            IsoTimestamp timestamp = IsoTimestamp.parse(text).orElse(null);
            if (timestamp == null) {
                throw malformed(in, text, "is no ISO 8601 date and time", TIMESTAMP_UNREADABLE);
            }
            if (!timestamp.zoned()) {
                if (in.strict() && in.timeZone() == null) {
                    throw malformed(in, text, "says no offset from UTC", TIMESTAMP_WITHOUT_ZONE);
                }
                in.note(TIMESTAMP_WITHOUT_ZONE, text);
            }
            if (!timestamp.regular()) {
                if (in.strict()) {
                    throw malformed(in, text, "is no ISO 8601 date and time", TIMESTAMP_FORM);
                }
                in.note(TIMESTAMP_FORM, text);
            }
            return timestamp.instant(in.timeZone());
        }

        private static Unreadable malformed(Reading in, String text, String problem, Deviation.Kind kind) {
            return in.refuse(
                    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                    ": '" + Texts.excerpt(text, 40) + "' " + problem,
                    kind,
                    text);
        }
    }

    /**
     * One value of a list.
     *
     * @param otherwise what a value outside the list is taken for where that is forgiven
     */
    record OneOf(WireSpelling<?> spelling, @Nullable Enum<?> otherwise) implements ValueReader {

        @Override
        public Enum<?> read(Reading in) {
            if (in.token() != JsonToken.VALUE_STRING) {
                throw in.wrongType("text");
            }
            String text = in.parser().getString();
            Enum<?> exact = spelling.exactly(text);
            return exact != null ? exact : guessed(in, text);
        }

        private Enum<?> guessed(Reading in, String text) {
            if (!in.strict()) {
                Enum<?> meant = spelling.leniently(text);
                if (meant != null) {
                    in.note(MISSPELT_VALUE, text);
                    return meant;
                }
                if (otherwise != null) {
                    in.note(UNKNOWN_VALUE, text);
                    in.keepUnknownValue(text);
                    return otherwise;
                }
            }
            throw in.refuse(
                    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION,
                    ": '" + Texts.excerpt(text, 40) + "' is no " + spelling.typeName(),
                    UNKNOWN_VALUE,
                    text);
        }
    }

    /** An array; a single object is taken for an array of one where that is forgiven. */
    record Array(ValueReader element, int minItems) implements ValueReader {

        @Override
        public List<Object> read(Reading in) {
            List<Object> elements = new ArrayList<>();
            if (in.token() == JsonToken.START_ARRAY) {
                for (int i = 0; in.parser().nextToken() != JsonToken.END_ARRAY; i++) {
                    read(in, i, elements);
                }
            } else if (in.token() == JsonToken.START_OBJECT && !in.strict()) {
                in.note(OBJECT_FOR_ARRAY, "{");
                read(in, 0, elements);
            } else {
                throw in.wrongType("an array");
            }
            if (elements.size() < minItems) {
                String found = elements.size() + " elements";
                if (in.strict()) {
                    throw in.refuse(
                            ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION,
                            ": " + found + ", at least " + minItems + " expected",
                            EMPTY_ARRAY,
                            found);
                }
                in.note(EMPTY_ARRAY, found);
            }
            return elements;
        }

        private void read(Reading in, int index, List<Object> elements) {
            int depth = in.depth();
            in.enter(index);
            int pathLength = in.pathLength();
            try {
                Object read = element.read(in);
                if (read != null) {
                    elements.add(read);
                }
            } catch (Unreadable e) {
                if (!in.salvaging()) {
                    throw e;
                }
                in.abandon(e, depth, pathLength);
            }
            in.leave();
        }
    }
}
