package dev.csms.query.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An order of rows in which each has its own place, so that reading can go on behind any of them.
 *
 * @param name of the order, as cursors carry it
 * @param keys of sorting; together different for each row
 */
public record Order<V>(String name, boolean descending, List<Key<V>> keys) {

    /**
     * @param expression in SQL, never null
     * @param type       in SQL
     * @param value      of a row, in a text that SQL reads
     */
    public record Key<V>(String expression, String type, Function<V, Object> value) {}

    public static <V> Order<V> ascending(String name, List<Key<V>> keys) {
        return new Order<>(name, false, keys);
    }

    public static <V> Order<V> descending(String name, List<Key<V>> keys) {
        return new Order<>(name + " descending", true, keys);
    }

    /** By the position of the event that a row comes from. */
    public static <V> Order<V> latestFirst(String column, Function<V, Object> position) {
        return descending("position", List.of(new Key<>(column, "bigint", position)));
    }

    String orderBy() {
        String direction = descending ? " desc" : "";
        return keys.stream().map(key -> key.expression() + direction).collect(Collectors.joining(", "));
    }

    void addTo(Conditions conditions, List<String> after) {
        String left = keys.stream().map(Key::expression).collect(Collectors.joining(", "));
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            right.append(i == 0 ? "" : ", ")
                    .append("cast(:after")
                    .append(i)
                    .append(" as ")
                    .append(keys.get(i).type())
                    .append(')');
        }
        conditions.and("(%s) %s (%s)".formatted(left, descending ? "<" : ">", right), "after0", after.getFirst());
        for (int i = 1; i < keys.size(); i++) {
            conditions.and("true", "after" + i, after.get(i));
        }
    }

    List<String> valuesOf(V row) {
        return keys.stream().map(key -> key.value().apply(row).toString()).toList();
    }
}
