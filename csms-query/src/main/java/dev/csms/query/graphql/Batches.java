package dev.csms.query.graphql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What belongs to the objects of a page, loaded for all of them together. */
public final class Batches {

    private Batches() {}

    /**
     * By object, the one whose key it has; nothing for an object without a key, or with one that nothing has.
     *
     * @param load is given at least one key
     */
    public static <T, K, V> Map<T, V> one(
            Collection<T> objects, Function<T, @Nullable K> key, Function<Set<K>, Map<K, V>> load) {
        Set<K> keys = objects.stream().map(key).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<K, V> found = keys.isEmpty() ? Map.of() : load.apply(keys);
        Map<T, V> owned = new HashMap<>();
        for (T object : objects) {
            K named = key.apply(object);
            V value = named == null ? null : found.get(named);
            if (value != null) {
                owned.put(object, value);
            }
        }
        return owned;
    }

    /** The list of each object, in the order of the objects; empty where there is none. */
    public static <T, K, V> List<List<V>> lists(
            List<T> objects, Function<T, K> key, Function<Set<K>, Map<K, List<V>>> load) {
        Map<K, List<V>> found = load.apply(objects.stream().map(key).collect(Collectors.toSet()));
        return objects.stream()
                .map(it -> found.getOrDefault(key.apply(it), List.of()))
                .toList();
    }
}
