package dev.csms.query.graphql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import reactor.core.publisher.Mono;

/**
 * A page of a list below an object. The lists below all objects of a page are loaded together: a
 * {@code @BatchMapping} cannot do that for fields with arguments.
 *
 * @param owner  key of the object
 * @param filter what else is asked for, the same for all objects of a page
 */
public record Below<K, F>(K owner, F filter, Page page) {

    /** Loads the lists of many owners with one statement. */
    @FunctionalInterface
    public interface Loader<K, F, V> {
        Map<K, Connection<V>> load(Collection<K> owners, F filter, Page page);
    }

    private record Selection(Object filter, Page page) {}

    /** @param name of the parameter by which a controller's method gets the {@code DataLoader} */
    public static <K, F, V> void register(BatchLoaderRegistry registry, String name, Loader<K, F, V> loader) {
        registry.<Below<K, F>, Connection<V>>forName(name)
                .registerMappedBatchLoader((keys, _) -> Mono.fromCallable(() -> load(keys, loader)));
    }

    private static <K, F, V> Map<Below<K, F>, Connection<V>> load(Set<Below<K, F>> keys, Loader<K, F, V> loader) {
        Map<Selection, List<Below<K, F>>> selections = new LinkedHashMap<>();
        for (Below<K, F> key : keys) {
            selections
                    .computeIfAbsent(new Selection(key.filter, key.page), _ -> new ArrayList<>())
                    .add(key);
        }
        Map<Below<K, F>, Connection<V>> all = new HashMap<>();
        for (List<Below<K, F>> alike : selections.values()) {
            Below<K, F> first = alike.getFirst();
            Map<K, Connection<V>> pages =
                    loader.load(alike.stream().map(Below::owner).toList(), first.filter, first.page);
            alike.forEach(key -> all.put(key, pages.get(key.owner)));
        }
        return all;
    }
}
