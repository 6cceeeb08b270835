package dev.csms.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** The aggregates that this node has in memory, by identifier; the least used leave first. */
public final class AggregateCache {

    private final Cache<String, CachedAggregate<?>> aggregates;

    /** @param size aggregates kept; 0 keeps none */
    public AggregateCache(long size) {
        this.aggregates = Caffeine.newBuilder().maximumSize(size).build();
    }

    @SuppressWarnings("unchecked") // identifiers are unique over all types, so each has one type
    <T> @Nullable CachedAggregate<T> find(String identifier) {
        return (CachedAggregate<T>) aggregates.getIfPresent(identifier);
    }

    void put(String identifier, CachedAggregate<?> aggregate) {
        aggregates.put(identifier, aggregate);
    }

    void evict(String identifier) {
        aggregates.invalidate(identifier);
    }

    void evict(String identifier, CachedAggregate<?> aggregate) {
        aggregates.asMap().remove(identifier, aggregate);
    }

    void clear() {
        aggregates.invalidateAll();
    }

    public long size() {
        return aggregates.estimatedSize();
    }
}
