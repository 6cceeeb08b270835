package dev.csms.ocpp.v16;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes records as payloads: members without value left out, times in UTC with {@code Z}.
 *
 * <p>What it writes is valid to the letter. A record that is not, breaks a promise of ours and is refused: charge points
 * have been seen to ignore a whole answer for one wrong member.
 */
final class PayloadWriter {

    /** How {@code currentTime} and other times are written. Some charge points fail on fractions of a second. */
    enum TimePrecision {
        MILLISECONDS("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"),
        SECONDS("uuuu-MM-dd'T'HH:mm:ss'Z'");

        private final DateTimeFormatter format;

        TimePrecision(String pattern) {
            format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        }
    }

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_LENGTH = 128;

    private final TimePrecision precision;
    private final boolean checking;

    private final ClassValue<List<Member>> members = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Member::of).toList();
        }
    };

    PayloadWriter(TimePrecision precision) {
        this(precision, true);
    }

    private PayloadWriter(TimePrecision precision, boolean checking) {
        this.precision = precision;
        this.checking = checking;
    }

    /** One that writes values as they are: an operator may want to see what a charge point makes of a wrong one. */
    static PayloadWriter unchecked(TimePrecision precision) {
        return new PayloadWriter(precision, false);
    }

    /**
     * The record as JSON in UTF-8.
     *
     * @throws IllegalArgumentException if it breaks a rule of its message
     */
    byte[] write(Record payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(json, payload);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, Record payload) {
        json.writeStartObject();
        for (Member member : members.get(payload.getClass())) {
            Object value = member.of(payload);
            if (value != null) {
                json.writeName(member.name());
                write(json, member, value);
            }
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Member member, Object value) {
        switch (value) {
            case String text -> json.writeString(checking ? member.checked(text) : text);
            case Integer number -> json.writeNumber(checking ? member.checked(number) : number);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(member.padded(number).toPlainString());
            case Boolean truth -> json.writeBoolean(truth);
            case Instant time -> json.writeString(precision.format.format(time));
            case Enum<?> constant -> json.writeString(member.spelling(constant));
            case Record record -> write(json, record);
            case List<?> elements -> {
                json.writeStartArray();
                if (checking) {
                    member.checkSize(elements.size());
                }
                elements.forEach(element -> write(json, member, element));
                json.writeEndArray();
            }
            default -> throw member.broken("no way to write a " + value.getClass());
        }
    }

    private record Member(
            SerializedString name,
            MethodHandle accessor,
            boolean nullable,
            int maxLength,
            int min,
            int minItems,
            int decimals,
            @Nullable WireSpelling<?> spelling) {

        private static final int UNLIMITED = Integer.MAX_VALUE;

        static Member of(RecordComponent component) {
            MaxLength maxLength = component.getAnnotation(MaxLength.class);
            Min min = component.getAnnotation(Min.class);
            MinItems minItems = component.getAnnotation(MinItems.class);
            Decimals decimals = component.getAnnotation(Decimals.class);
            return new Member(
                    new SerializedString(component.getName()),
                    accessor(component),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.isAnnotationPresent(IdToken.class)
                            ? ValueReader.Text.LONGEST_ID_TOKEN
                            : maxLength == null ? UNLIMITED : maxLength.value(),
                    min == null ? Integer.MIN_VALUE : min.value(),
                    minItems == null ? 0 : minItems.value(),
                    decimals == null ? 0 : decimals.value(),
                    component.getType().isEnum() ? WireSpelling.of(component.getType()) : null);
        }

        @Nullable
        Object of(Record payload) {
            Object value;
            try {
                value = (Object) accessor.invokeExact((Object) payload);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            if (value == null && !nullable) {
                throw broken("is missing");
            }
            return value;
        }

        String checked(String text) {
            if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
                throw broken("has more than " + maxLength + " characters");
            }
            return text;
        }

        int checked(int number) {
            if (number < min) {
                throw broken("is " + number + ", less than " + min);
            }
            return number;
        }

        /** With zeros for decimals that are not there. */
        BigDecimal padded(BigDecimal number) {
            return number.scale() < decimals ? number.setScale(decimals, RoundingMode.UNNECESSARY) : number;
        }

        void checkSize(int size) {
            if (size < minItems) {
                throw broken("has " + size + " elements, fewer than " + minItems);
            }
        }

        String spelling(Enum<?> constant) {
            return Objects.requireNonNull(spelling).of(constant);
        }

        IllegalArgumentException broken(String problem) {
            return new IllegalArgumentException(name + " " + problem);
        }

        private static MethodHandle accessor(RecordComponent component) {
            try {
                return MethodHandles.lookup()
                        .unreflect(component.getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(component + " is no record of this package", e);
            }
        }
    }
}
