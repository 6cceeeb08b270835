package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.v16.Reading.Tolerance;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * Reads the payloads of one message into its record. Built once; safe for use by many threads.
 *
 * <p>It reads token by token and builds no tree: a meter value message must cost microseconds. What the record says of
 * its components, by type and annotation, is the rule; error codes are those that OCPP-J 1.6 §4.2.3 has for each breach.
 */
final class PayloadReader<T> {

    private static final int MAX_DEPTH = 16;

    /** Payloads come in frames that are already limited; numbers are judged where they are read. */
    private static final int MAX_NUMBER_LENGTH = Integer.MAX_VALUE;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private final Class<T> type;
    private final RecordReader record;
    private final boolean neverRefused;

    PayloadReader(Class<T> type) {
        this.type = type;
        record = RecordReader.of(type);
        neverRefused = type.isAnnotationPresent(NeverRefused.class);
    }

    static PropertyNameMatcher matcherOf(List<String> names) {
        return JSON.constructNameMatcher(names.stream().map(Named::fromString).toList(), false);
    }

    /**
     * Reads one payload.
     *
     * @param json       holds the payload, in UTF-8
     * @param policy     of the charge point; the messages of its transaction queue are read leniently in any case
     * @param timeZone   of times that name no offset, if it is known
     * @param receivedAt stands in for the time of a meter value that says none
     */
    Decoded<T> read(
            byte[] json, int from, int length, MessagePolicy policy, @Nullable ZoneId timeZone, Instant receivedAt) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, from, length)) {
            Reading in = new Reading(parser, json, from, tolerance(policy), timeZone, receivedAt);
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.VALUE_NULL) {
                return new Decoded.Refused<>(ErrorCode.FORMATION_VIOLATION, "the payload is not an object");
            }
            T value = type.cast(first == JsonToken.VALUE_NULL ? record.readEmpty(in) : record.read(in));
            return new Decoded.Read<>(value, in.deviations());
        } catch (Unreadable e) {
            return new Decoded.Refused<>(e.code(), e.description());
        } catch (StreamConstraintsException e) {
            return new Decoded.Refused<>(
                    ErrorCode.FORMATION_VIOLATION, "the payload is nested deeper than " + MAX_DEPTH + " levels");
        } catch (JacksonException e) { // its message would quote the payload
            return new Decoded.Refused<>(ErrorCode.FORMATION_VIOLATION, "the payload is not well-formed JSON");
        }
    }

    /** Whether it reads messages of the transaction queue, which are refused only when they say nothing. */
    boolean neverRefuses() {
        return neverRefused;
    }

    private Tolerance tolerance(MessagePolicy policy) {
        if (neverRefused) {
            return Tolerance.SALVAGING;
        }
        return switch (policy) {
            case STRICT -> Tolerance.STRICT;
            case LENIENT -> Tolerance.LENIENT;
        };
    }
}
