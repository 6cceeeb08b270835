package dev.csms.query.projection;

import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;

/**
 * A table whose rows change with events: those concerned are loaded, changed in memory in the order of the events, and
 * stored, each once however many events of the batch concern it.
 *
 * @param <K> key of a row
 * @param <S> state of a row, immutable
 */
public abstract class StateTable<K, S> {

    private final BulkStatement load;
    private final BulkStatement store;
    private final Function<K, Object[]> columns;
    private final RowMapper<S> mapper;
    private final Function<S, K> key;
    private final Function<S, @Nullable Object[]> values;

    /**
     * @param load    selects rows by their keys
     * @param store   inserts or overwrites
     * @param columns of a key, as {@code load} takes them
     * @param key     of a state
     * @param values  of a state, as {@code store} takes them
     */
    protected StateTable(
            BulkStatement load,
            BulkStatement store,
            Function<K, Object[]> columns,
            Row.Reader<S> reader,
            Function<S, K> key,
            Function<S, @Nullable Object[]> values) {
        this.load = load;
        this.store = store;
        this.columns = columns;
        this.mapper = Row.mapper(reader);
        this.key = key;
        this.values = values;
    }

    /** The rows that there are of these keys. */
    public final Map<K, S> load(JdbcOperations db, Collection<K> keys) {
        return load.query(db, keys.stream().map(columns).toList(), mapper).stream()
                .collect(Collectors.toMap(key, Function.identity()));
    }

    public final void store(JdbcOperations db, Collection<S> states) {
        store.execute(db, states.stream().map(values).toList());
    }
}
