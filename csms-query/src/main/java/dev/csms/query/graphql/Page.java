package dev.csms.query.graphql;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param first how many at most, 1 to 200
 * @param after cursor of the one before; absent from the beginning
 */
public record Page(int first, @Nullable String after) {

    static final int DEFAULT_FIRST = 50;
    static final int MAX_FIRST = 200;

    public static Page of(@Nullable Integer first, @Nullable String after) {
        int size = first == null ? DEFAULT_FIRST : first;
        if (size < 1 || size > MAX_FIRST) {
            throw QueryProblem.badUserInput("first must be 1 to " + MAX_FIRST + ", not " + size);
        }
        return new Page(size, after);
    }
}
