package dev.csms.query.projection;

import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * A table whose rows change with events: those concerned are loaded, changed in memory in the order of the events, and
 * stored, each once however many events of the batch concern it.
 *
 * @param <K> key of a row
 * @param <S> state of a row, immutable
 */
public interface StateTable<K, S> {

    /** The rows that there are of these keys. */
    Map<K, S> load(JdbcOperations db, Collection<K> keys);

    /** Inserts or overwrites. */
    void store(JdbcOperations db, Collection<S> states);
}
