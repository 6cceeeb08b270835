package dev.csms.query.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions of a query, joined by {@code and}; one whose value is absent does not apply. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** @param condition with {@code :name} for the value */
    public Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, parameter(value));
        }
        return this;
    }

    /**
     * The column has one of the constants. Written into the statement, so that the planner sees which of its partial
     * indexes apply; constants are ours.
     */
    public Conditions andAny(String column, @Nullable Collection<? extends Enum<?>> constants) {
        if (constants != null) {
            String names = constants.stream().map(it -> "'" + it.name() + "'").collect(Collectors.joining(", "));
            conditions.add(constants.isEmpty() ? "false" : column + " in (" + names + ")");
        }
        return this;
    }

    public Conditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    private static Object parameter(Object value) {
        return switch (value) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC); // pgjdbc has no mapping for Instant
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }

    /** @return what follows {@code where}; {@code true} if nothing applies */
    public String sql() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
