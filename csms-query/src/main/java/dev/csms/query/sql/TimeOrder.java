package dev.csms.query.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order by time. */
public enum TimeOrder {
    NEWEST_FIRST,
    OLDEST_FIRST;

    public static TimeOrder orNewestFirst(@Nullable TimeOrder order) {
        return order == null ? NEWEST_FIRST : order;
    }

    public <V> Order<V> by(String name, List<Order.Key<V>> keys) {
        return this == NEWEST_FIRST ? Order.descending(name, keys) : Order.ascending(name, keys);
    }
}
