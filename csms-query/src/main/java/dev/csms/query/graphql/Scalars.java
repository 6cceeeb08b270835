package dev.csms.query.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scalars of our schema that GraphQL does not have. */
final class Scalars {

    static final GraphQLScalarType DATE_TIME = scalar("DateTime", Object::toString, Scalars::instant);

    static final GraphQLScalarType DECIMAL = scalar("Decimal", Scalars::plain, Scalars::decimal);

    static final GraphQLScalarType LONG = scalar("Long", Function.identity(), Scalars::wholeNumber);

    static final GraphQLScalarType JSON = scalar("JSON", Function.identity(), Optional::ofNullable);

    private Scalars() {}

    private static GraphQLScalarType scalar(
            String name, Function<Object, Object> write, Function<Object, Optional<?>> read) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new OwnCoercing(name, write, read))
                .build();
    }

    private static Object plain(Object decimal) {
        return decimal instanceof BigDecimal number && number.scale() < 0 ? number.setScale(0) : decimal;
    }

    private static Optional<Instant> instant(Object input) {
        if (input instanceof Instant instant) {
            return Optional.of(instant);
        }
        try {
            return input instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> decimal(Object input) {
        try {
            return switch (input) {
                case BigDecimal number -> Optional.of(number);
                case Number number -> Optional.of(new BigDecimal(number.toString()));
                case String text when text.length() <= 64 -> Optional.of(new BigDecimal(text));
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> wholeNumber(Object input) {
        return decimal(input).flatMap(number -> {
            try {
                return Optional.of(number.longValueExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        });
    }

    private record OwnCoercing(String name, Function<Object, Object> write, Function<Object, Optional<?>> read)
            implements Coercing<Object, Object> {

        @Override
        public @Nullable Object serialize(Object result, GraphQLContext context, Locale locale) {
            return write.apply(result);
        }

        @Override
        public @Nullable Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return read.apply(input).orElseThrow(() -> new CoercingParseValueException("not a " + name + ": " + input));
        }

        @Override
        public @Nullable Object parseLiteral(
                Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            Object value = literal(input);
            return (value == null ? Optional.empty() : read.apply(value))
                    .orElseThrow(() -> new CoercingParseLiteralException("not a " + name + ": " + value));
        }

        private static @Nullable Object literal(Value<?> input) {
            return switch (input) {
                case StringValue text -> text.getValue();
                case IntValue number -> whole(number.getValue());
                case FloatValue number -> number.getValue();
                case BooleanValue bool -> bool.isValue();
                case ArrayValue array -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    array.getValues().forEach(it -> values.add(literal(it)));
                    yield values;
                }
                case ObjectValue object -> {
                    Map<String, @Nullable Object> values = new LinkedHashMap<>();
                    for (ObjectField field : object.getObjectFields()) {
                        values.put(field.getName(), literal(field.getValue()));
                    }
                    yield values;
                }
                case NullValue _ -> null;
                default -> null;
            };
        }

        private static Object whole(BigInteger number) {
            return new BigDecimal(number);
        }
    }
}
