package dev.csms.query.graphql;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What the caller of a query is told, with a code that programs can go by. */
public final class QueryProblem extends RuntimeException {

    /** {@code extensions.code} of the error. */
    public enum Code {
        /** What was asked cannot be meant; asking again does not help. */
        BAD_USER_INPUT,
        /** There is no such thing. */
        NOT_FOUND,
        /** It can be asked for, but not of an installation like this one. */
        NOT_OFFERED,
        /** It was to be delivered now or never, and the charge point is not connected. */
        CHARGE_POINT_OFFLINE,
        /** It looks wrong; whoever means it can force it. */
        QUESTIONABLE,
        /** What was asked for is being done already. */
        ALREADY_UNDER_WAY,
        /** So many wait already that one more is a mistake. */
        TOO_MANY_WAITING,
        /** Nobody knows who asks. */
        UNAUTHENTICATED,
        /** Who asks has no right to it. */
        FORBIDDEN,
        /** It would cost too much. */
        TOO_EXPENSIVE,
        /** It has taken too long, and was given up. */
        TIMEOUT,
        /** So much is asked at once, or by one caller, that this has to wait. */
        TOO_BUSY,
        /** This node has too much to do for anything that can be asked again later. */
        OVERLOADED,
        /** The document is no GraphQL, or does not fit the schema. */
        GRAPHQL_VALIDATION_FAILED,
        /** We failed. */
        INTERNAL;

        /** For who is told that there is too much to do. */
        public static final Duration RETRY_AFTER = Duration.ofSeconds(10);

        /** What an error of this code has beside its sentence. */
        public Map<String, Object> extensions() {
            return this == OVERLOADED
                    ? Map.of("code", name(), "retryAfterSeconds", RETRY_AFTER.toSeconds())
                    : Map.of("code", name());
        }
    }

    private final Code code;

    private QueryProblem(Code code, String message) {
        super(message);
        this.code = code;
    }

    public static QueryProblem badUserInput(String message) {
        return new QueryProblem(Code.BAD_USER_INPUT, message);
    }

    public static QueryProblem notFound(String message) {
        return new QueryProblem(Code.NOT_FOUND, message);
    }

    public static QueryProblem of(Code code, String message) {
        return new QueryProblem(code, message);
    }

    public Code code() {
        return code;
    }

    /** A sentence for the caller. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
