package dev.csms.ocpp.v16;

import static dev.csms.ocpp.v16.Deviation.Kind.CONTROL_CHARACTER;
import static dev.csms.ocpp.v16.Deviation.Kind.MISSING_MEMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.MISSPELT_VALUE;
import static dev.csms.ocpp.v16.Deviation.Kind.NO_NUMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.NULL_MEMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.NUMBER_FOR_TEXT;
import static dev.csms.ocpp.v16.Deviation.Kind.PADDED_TEXT;
import static dev.csms.ocpp.v16.Deviation.Kind.TEXT_TOO_LONG;
import static dev.csms.ocpp.v16.Deviation.Kind.UNKNOWN_VALUE;
import static dev.csms.ocpp.v16.Deviation.Kind.WRONG_TYPE;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.SampledValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads one meter value (OCPP 1.6 §7.33, §7.43). They come only in messages that are never refused, so each fault costs
 * what it must and no more: a member, a sampled value, at most the meter value. Texts outside the specification's lists
 * are kept: a vendor's measurand is data.
 */
final class MeterValueReader implements ValueReader {

    private static final List<String> METER_VALUE = List.of("timestamp", "sampledValue");
    private static final int TIMESTAMP = 0;
    private static final int SAMPLED_VALUE = 1;

    private static final List<String> SAMPLE =
            List.of("value", "context", "format", "measurand", "phase", "location", "unit");
    private static final int VALUE = 0;
    private static final int CONTEXT = 1;
    private static final int FORMAT = 2;
    private static final int MEASURAND = 3;
    private static final int PHASE = 4;
    private static final int LOCATION = 5;
    private static final int UNIT = 6;

    private static final int LONGEST_NAME = 255;

    private static final Spellings[] SPELLINGS = new Spellings[SAMPLE.size()];

    static {
        SPELLINGS[CONTEXT] = new Spellings(
                "Interruption.Begin",
                "Interruption.End",
                "Other",
                "Sample.Clock",
                "Sample.Periodic",
                "Transaction.Begin",
                "Transaction.End",
                "Trigger");
        SPELLINGS[FORMAT] = new Spellings("Raw", "SignedData");
        SPELLINGS[MEASURAND] = new Spellings(SampledValue.MEASURANDS.toArray(String[]::new));
        SPELLINGS[PHASE] = new Spellings(SampledValue.PHASES.toArray(String[]::new));
        SPELLINGS[LOCATION] = new Spellings("Body", "Cable", "EV", "Inlet", "Outlet");
        SPELLINGS[UNIT] = new Spellings(
                        "Wh",
                        "kWh",
                        "varh",
                        "kvarh",
                        "W",
                        "kW",
                        "VA",
                        "kVA",
                        "var",
                        "kvar",
                        "A",
                        "V",
                        "K",
                        "Celsius",
                        "Fahrenheit",
                        "Percent")
                .alsoRight("Celcius", "Celsius") // the specification's own slip, which stays valid (errata 3.86)
                .alias("C", "Celsius")
                .alias("°C", "Celsius")
                .alias("F", "Fahrenheit")
                .alias("°F", "Fahrenheit")
                .alias("%", "Percent")
                .alias("Hertz", "Hz") // a frequency has no unit in the list; this is what it is in
                .alias("Hz", "Hz");
    }

    private final PropertyNameMatcher meterValueNames = PayloadReader.matcherOf(METER_VALUE);
    private final PropertyNameMatcher sampleNames = PayloadReader.matcherOf(SAMPLE);
    private final ValueReader timestamp = new Timestamp();
    private final ValueReader samples = new Array(this::readSample, 1);

    @Override
    public @Nullable Object read(Reading in) {
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.wrongType("an object");
        }
        Instant sampledAt = null;
        List<SampledValue> sampledValues = null;
        int seen = 0;
        int match;
        while ((match = in.parser().nextNameMatch(meterValueNames)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (match < 0) {
                RecordReader.skipUnknown(in);
                continue;
            }
            in.parser().nextToken();
            in.enter(METER_VALUE.get(match));
            if ((seen & 1 << match) != 0) {
                RecordReader.duplicate(in);
            }
            seen |= 1 << match;
            Object value = attempt(in, match == TIMESTAMP ? timestamp : samples);
            in.leave();
            if (match == TIMESTAMP) {
                sampledAt = (Instant) value;
            } else {
                sampledValues = samples(value);
            }
        }
        noteMissing(in, seen, TIMESTAMP, METER_VALUE);
        noteMissing(in, seen, SAMPLED_VALUE, METER_VALUE);
        return new MeterValue(
                sampledAt == null ? in.receivedAt() : sampledAt, sampledValues == null ? List.of() : sampledValues);
    }

    private static List<SampledValue> samples(@Nullable Object value) {
        List<SampledValue> samples = new ArrayList<>();
        if (value instanceof List<?> elements) {
            elements.forEach(element -> samples.add((SampledValue) element));
        }
        return samples;
    }

    private static @Nullable Object attempt(Reading in, ValueReader reader) {
        int depth = in.depth();
        int pathLength = in.pathLength();
        try {
            return reader.read(in);
        } catch (Unreadable e) {
            in.abandon(e, depth, pathLength);
            return null;
        }
    }

    private @Nullable SampledValue readSample(Reading in) {
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.wrongType("an object");
        }
        @Nullable String[] texts = new String[SAMPLE.size()];
        String valueAsSaid = null;
        int seen = 0;
        int match;
        while ((match = in.parser().nextNameMatch(sampleNames)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (match < 0) {
                RecordReader.skipUnknown(in);
                continue;
            }
            JsonToken token = in.parser().nextToken();
            if (token == JsonToken.VALUE_STRING && (seen & 1 << match) == 0) {
                String text = in.parser().getString();
                Spellings spellings = SPELLINGS[match];
                String known = spellings == null ? null : spellings.exactly(text);
                texts[match] = known != null ? known : unusual(in, match, text);
                if (match == VALUE) {
                    valueAsSaid = text;
                }
            } else {
                texts[match] = irregular(in, match, (seen & 1 << match) != 0);
            }
            seen |= 1 << match;
        }
        String value = texts[VALUE];
        if (value == null) {
            noteMissing(in, seen, VALUE, SAMPLE);
            return null;
        }
        if ("SignedData".equals(texts[FORMAT])) {
            if (valueAsSaid != null && Texts.cleanLines(valueAsSaid)) {
                value = valueAsSaid; // a signature is over every blank
            }
        } else if (!looksNumeric(value)) {
            in.note(NO_NUMBER, value);
        }
        return new SampledValue(
                value, texts[CONTEXT], texts[FORMAT], texts[MEASURAND], texts[PHASE], texts[LOCATION], texts[UNIT]);
    }

    private static void noteMissing(Reading in, int seen, int member, List<String> names) {
        if ((seen & 1 << member) == 0) {
            in.enter(names.get(member));
            in.note(MISSING_MEMBER, "");
            in.leave();
        }
    }

    /** A member that is no text, or is there for a second time. */
    private static @Nullable String irregular(Reading in, int member, boolean again) {
        in.enter(SAMPLE.get(member));
        if (again) {
            in.note(Deviation.Kind.DUPLICATE_MEMBER, "");
        }
        JsonToken token = in.token();
        String text = in.sample();
        in.leave();
        if (token == JsonToken.VALUE_STRING) {
            return unusual(in, member, text);
        }
        boolean number = token.isNumeric();
        in.enter(SAMPLE.get(member));
        in.note(number ? NUMBER_FOR_TEXT : token == JsonToken.VALUE_NULL ? NULL_MEMBER : WRONG_TYPE, text);
        in.leave();
        return number ? text : null;
    }

    /** A text that is not, as it stands, in the member's list. */
    private static @Nullable String unusual(Reading in, int member, String text) {
        if (member == VALUE && looksNumeric(text)) {
            return text;
        }
        in.enter(SAMPLE.get(member));
        String read = member == VALUE ? value(in, text) : name(in, SPELLINGS[member], text);
        in.leave();
        return read;
    }

    /** Signed data stays as it is, but for characters that no text may have. */
    private static @Nullable String value(Reading in, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.equalsIgnoreCase("null") || stripped.equalsIgnoreCase("nan")) {
            in.note(NO_NUMBER, text);
            return null;
        }
        if (looksNumeric(stripped)) {
            in.note(PADDED_TEXT, text);
            return stripped;
        }
        if (Texts.cleanLines(text)) {
            return text;
        }
        in.note(CONTROL_CHARACTER, text);
        return Texts.cleanedLines(text);
    }

    private static @Nullable String name(Reading in, @Nullable Spellings spellings, String text) {
        String known = spellings == null ? null : spellings.exactly(text);
        if (known != null) {
            return known;
        }
        String meant = spellings == null ? null : spellings.leniently(text);
        in.note(meant != null ? MISSPELT_VALUE : UNKNOWN_VALUE, text);
        if (meant != null) {
            return meant;
        }
        if (text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_NAME) {
            in.note(TEXT_TOO_LONG, text);
        }
        String kept = Texts.cut(text, LONGEST_NAME);
        return Texts.clean(kept) ? kept : Texts.cleaned(kept);
    }

    /** Digits, with sign, point and exponent wherever: enough to tell a number from data. */
    private static boolean looksNumeric(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digit;
    }

    /** The values of one list, with what is meant by others. */
    private static final class Spellings {

        private final Map<String, String> exact = new HashMap<>();
        private final Map<String, String> lenient = new HashMap<>();

        Spellings(String... values) {
            for (String value : values) {
                alsoRight(value, value);
            }
        }

        Spellings alsoRight(String spelling, String meaning) {
            exact.put(spelling, meaning);
            return alias(spelling, meaning);
        }

        Spellings alias(String spelling, String meaning) {
            lenient.put(spelling.toLowerCase(Locale.ROOT), meaning);
            return this;
        }

        @Nullable
        String exactly(String text) {
            return exact.get(text);
        }

        @Nullable
        String leniently(String text) {
            return lenient.get(text.strip().toLowerCase(Locale.ROOT));
        }
    }
}
