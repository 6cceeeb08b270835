package dev.csms.ocpp.v16;

import static dev.csms.ocpp.v16.Deviation.Kind.DUPLICATE_MEMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.MISSING_MEMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.NULL_MEMBER;
import static dev.csms.ocpp.v16.Deviation.Kind.UNKNOWN_MEMBER;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.ocpp.rpc.ErrorCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/** Reads an object into a record. Built once from the record's components, which carry the names and the rules. */
final class RecordReader implements ValueReader {

    private static final int MAX_MEMBERS = Long.SIZE;
    private static final int MAX_KEPT = 1_000;

    private final Member[] members;
    private final PropertyNameMatcher names;
    private final MethodHandle constructor;

    private RecordReader(Member[] members, PropertyNameMatcher names, MethodHandle constructor) {
        this.members = members;
        this.names = names;
        this.constructor = constructor;
    }

    static RecordReader of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length > MAX_MEMBERS) {
            throw new IllegalArgumentException(type + " has more than " + MAX_MEMBERS + " members");
        }
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        Member[] members = Arrays.stream(components)
                .map(component -> Member.of(component, names))
                .toArray(Member[]::new);
        return new RecordReader(members, PayloadReader.matcherOf(names), constructor(type, components));
    }

    /** Reads the object that begins here. */
    @Override
    public Object read(Reading in) {
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.wrongType("an object");
        }
        @Nullable Object[] values = new Object[members.length];
        Kept kept = null;
        long seen = 0;
        int match;
        while ((match = in.parser().nextNameMatch(names)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (match < 0) {
                skipUnknown(in);
                continue;
            }
            Member member = members[match];
            in.parser().nextToken();
            in.enter(member.name());
            if ((seen & 1L << match) != 0) {
                duplicate(in);
            }
            seen |= 1L << match;
            values[match] = member.read(in);
            String unknownValue = in.takeUnknownValue();
            in.leave();
            if (unknownValue != null && member.rawInto().length > 0) {
                kept = new Kept(unknownValue, member);
            }
        }
        return construct(in, values, seen, kept);
    }

    /** What a record is that says nothing. */
    Object readEmpty(Reading in) {
        return construct(in, new Object[members.length], 0, null);
    }

    /** Passes over a member that the message does not have, if that is forgiven. */
    static void skipUnknown(Reading in) {
        String name = Texts.excerpt(in.parser().currentName(), 40);
        in.enter(name);
        if (in.strict()) {
            throw in.refuse(ErrorCode.FORMATION_VIOLATION, " is not a member of this message", UNKNOWN_MEMBER, name);
        }
        in.parser().nextToken();
        in.note(UNKNOWN_MEMBER, in.sample());
        in.leave();
    }

    static void duplicate(Reading in) {
        if (in.strict()) {
            throw in.refuse(ErrorCode.FORMATION_VIOLATION, " is there twice", DUPLICATE_MEMBER, "");
        }
        in.note(DUPLICATE_MEMBER, "");
    }

    private Object construct(Reading in, @Nullable Object[] values, long seen, @Nullable Kept kept) {
        for (int i = 0; i < members.length; i++) {
            if ((seen & 1L << i) == 0) {
                values[i] = members[i].absent(in);
            }
        }
        if (kept != null) {
            keep(kept, values);
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was said goes into the first of its places that is free, else after what is in the last. */
    private static void keep(Kept kept, @Nullable Object[] values) {
        int[] places = kept.member().rawInto();
        String text = Texts.cut(Texts.cleaned(kept.value()), MAX_KEPT);
        for (int place : places) {
            if (values[place] == null || "".equals(values[place])) {
                values[place] = text;
                return;
            }
        }
        int last = places[places.length - 1];
        values[last] = values[last] + " [" + kept.member().name() + ": " + text + "]";
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        try {
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return MethodHandles.lookup()
                    .unreflectConstructor(type.getDeclaredConstructor(parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no record of this package", e);
        }
    }

    /** A value outside its list, to be kept in another member. */
    private record Kept(String value, Member member) {}

    /**
     * One member of the object.
     *
     * @param mandatory   refused when absent
     * @param expected    refused when absent, unless read leniently
     * @param nullable    whether null says that it is absent or could not be read
     * @param hasFallback whether it can be done without
     * @param fallback    what it is when it is not there or cannot be read, and that is forgiven
     * @param rawInto     which members keep what it said, where that is not in its list
     */
    private record Member(
            String name,
            ValueReader reader,
            boolean mandatory,
            boolean expected,
            boolean nullable,
            boolean hasFallback,
            @Nullable Object fallback,
            int[] rawInto) {

        static Member of(RecordComponent component, List<String> names) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean expected = component.isAnnotationPresent(Expected.class);
            Object fallback = nullable ? null : fallbackOf(component.getType());
            Otherwise otherwise = component.getAnnotation(Otherwise.class);
            return new Member(
                    component.getName(),
                    readerOf(component.getGenericType(), component),
                    !expected && (!nullable || component.isAnnotationPresent(Mandatory.class)),
                    expected,
                    nullable,
                    nullable || fallback != null,
                    fallback,
                    otherwise == null
                            ? new int[0]
                            : Stream.of(otherwise.rawInto())
                                    .mapToInt(names::indexOf)
                                    .toArray());
        }

        /** The value that stands here. */
        @Nullable
        Object read(Reading in) {
            int depth = in.depth();
            int pathLength = in.pathLength();
            try {
                if (in.token() == JsonToken.VALUE_NULL && dispensable(in)) {
                    in.note(NULL_MEMBER, "null");
                    return fallback;
                }
                return reader.read(in);
            } catch (Unreadable e) {
                if (!dispensable(in)) {
                    throw e;
                }
                in.abandon(e, depth, pathLength);
                return fallback;
            }
        }

        /** The value when there is none. */
        @Nullable
        Object absent(Reading in) {
            if (!mandatory && !expected) {
                return fallback;
            }
            in.enter(name);
            if (mandatory || in.strict()) {
                throw in.refuse(ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION, " is missing", MISSING_MEMBER, "");
            }
            in.note(MISSING_MEMBER, "");
            in.leave();
            return fallback;
        }

        private boolean dispensable(Reading in) {
            return !in.strict() && hasFallback && (nullable || expected || in.salvaging());
        }

        private static @Nullable Object fallbackOf(Class<?> type) {
            if (type == int.class) {
                return 0;
            }
            if (type == boolean.class) {
                return false;
            }
            if (type == String.class) {
                return "";
            }
            return type == List.class ? List.of() : null;
        }

        private static ValueReader readerOf(Type type, AnnotatedElement rules) {
            if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
                MinItems minItems = rules.getAnnotation(MinItems.class);
                return new Array(
                        readerOf(list.getActualTypeArguments()[0], rules), minItems == null ? 0 : minItems.value());
            }
            Class<?> plain = (Class<?>) type;
            if (plain == String.class) {
                return textReader(rules);
            }
            if (plain == int.class || plain == Integer.class) {
                Min min = rules.getAnnotation(Min.class);
                return min == null ? IntNumber.ANY : new IntNumber(min.value(), min.forgiven());
            }
            if (plain == Long.class) {
                return new LongNumber(rules.isAnnotationPresent(Rounded.class));
            }
            if (plain == Instant.class) {
                return new Timestamp();
            }
            if (plain == BigDecimal.class) {
                Decimals decimals = rules.getAnnotation(Decimals.class);
                return new DecimalNumber(decimals == null ? DecimalNumber.ANY_DECIMALS : decimals.value());
            }
            if (plain == boolean.class || plain == Boolean.class) {
                return new Truth();
            }
            if (plain == MeterValue.class) {
                return new MeterValueReader();
            }
            if (plain.isEnum()) {
                WireSpelling<?> spelling = WireSpelling.of(plain);
                Otherwise otherwise = rules.getAnnotation(Otherwise.class);
                return new OneOf(spelling, otherwise == null ? null : spelling.named(otherwise.value()));
            }
            if (plain.isRecord()) {
                return RecordReader.of(plain);
            }
            throw new IllegalArgumentException("no way to read a " + type);
        }

        private static ValueReader textReader(AnnotatedElement rules) {
            if (rules.isAnnotationPresent(IdToken.class)) {
                return Text.ofIdToken();
            }
            MaxLength maxLength = rules.getAnnotation(MaxLength.class);
            if (rules.isAnnotationPresent(FreeText.class)) {
                return maxLength == null ? AnyText.UNLIMITED : new AnyText(maxLength.value());
            }
            if (maxLength != null) {
                return Text.upTo(maxLength.value());
            }
            throw new IllegalArgumentException("text without a length: " + rules);
        }
    }
}
