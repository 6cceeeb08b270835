package dev.csms.query.graphql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list, in the shape that Relay's connections have. */
public record Connection<T>(List<Edge<T>> edges, PageInfo pageInfo) {

    public record Edge<T>(T node, String cursor) {}

    /** Lists are read forward only; whether something comes before is known from the cursor asked for. */
    public record PageInfo(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    public List<T> nodes() {
        return edges.stream().map(Edge::node).toList();
    }

    /** @param found the page, and one more if there is more */
    public static <T> Connection<T> of(List<T> found, Page page, Function<T, Cursor> cursor) {
        List<Edge<T>> edges = found.stream()
                .limit(page.first())
                .map(node -> new Edge<>(node, cursor.apply(node).encode()))
                .toList();
        return new Connection<>(
                edges,
                new PageInfo(
                        found.size() > page.first(),
                        page.after() != null,
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }
}
