package dev.csms.query.sql;

import java.util.List;

/** An order by time. */
public enum TimeOrder {
    NEWEST_FIRST,
    OLDEST_FIRST;

    public <V> Order<V> by(String name, List<Order.Key<V>> keys) {
        return this == NEWEST_FIRST ? Order.descending(name, keys) : Order.ascending(name, keys);
    }
}
