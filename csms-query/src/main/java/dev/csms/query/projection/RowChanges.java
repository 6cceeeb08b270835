package dev.csms.query.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** What events write, collected in their order: facts to insert, states to change, and which changes to announce. */
public final class RowChanges {

    private final Map<StateTable<?, ?>, StateChanges<?, ?>> states = new LinkedHashMap<>();
    private final Map<FactTable<?>, Facts<?>> facts = new LinkedHashMap<>();
    private final Map<BulkStatement, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
    private final Set<Change> changes = new LinkedHashSet<>();

    RowChanges() {}

    /** A fact, by a statement that inserts what is not there yet. */
    public void insert(BulkStatement statement, @Nullable Object... values) {
        if (values.length != statement.columns()) {
            throw new IllegalArgumentException(values.length + " values for: " + statement);
        }
        rows.computeIfAbsent(statement, _ -> new ArrayList<>()).add(values);
    }

    public <F> void insert(FactTable<F> table, F fact) {
        factsOf(table).rows.add(fact);
    }

    /**
     * @param change from the state so far, null if there is none, to the new one; null for none still. Must give the
     *               same when the event comes twice.
     */
    public <K, S> void change(StateTable<K, S> table, K key, UnaryOperator<@Nullable S> change) {
        statesOf(table).changes.computeIfAbsent(key, _ -> new ArrayList<>(2)).add(change);
    }

    /** Tells subscribers once this is committed. */
    public void announce(Change change) {
        changes.add(change);
    }

    void add(RowChanges later) {
        later.states.values().forEach(it -> it.addTo(this));
        later.facts.values().forEach(it -> it.addTo(this));
        later.rows.forEach((statement, values) ->
                rows.computeIfAbsent(statement, _ -> new ArrayList<>()).addAll(values));
        changes.addAll(later.changes);
    }

    void write(JdbcOperations db) {
        states.values().forEach(it -> it.write(db));
        rows.forEach((statement, values) -> statement.execute(db, values));
        facts.values().forEach(it -> it.write(db));
    }

    Set<Change> changes() {
        return changes;
    }

    @SuppressWarnings("unchecked") // a table is the key of its own rows only
    private <K, S> StateChanges<K, S> statesOf(StateTable<K, S> table) {
        return (StateChanges<K, S>) states.computeIfAbsent(table, _ -> new StateChanges<>(table));
    }

    @SuppressWarnings("unchecked") // as above
    private <F> Facts<F> factsOf(FactTable<F> table) {
        return (Facts<F>) facts.computeIfAbsent(table, _ -> new Facts<>(table));
    }

    private static final class StateChanges<K, S> {

        private final StateTable<K, S> table;
        private final Map<K, List<UnaryOperator<@Nullable S>>> changes = new LinkedHashMap<>();

        StateChanges(StateTable<K, S> table) {
            this.table = table;
        }

        void addTo(RowChanges target) {
            StateChanges<K, S> earlier = target.statesOf(table);
            changes.forEach((key, more) -> earlier.changes
                    .computeIfAbsent(key, _ -> new ArrayList<>(2))
                    .addAll(more));
        }

        void write(JdbcOperations db) {
            Map<K, S> before = table.load(db, changes.keySet());
            Collection<S> after = new ArrayList<>();
            changes.forEach((key, steps) -> {
                S old = before.get(key);
                S state = old;
                for (UnaryOperator<@Nullable S> step : steps) {
                    state = step.apply(state);
                }
                if (state != null && !Objects.equals(state, old)) {
                    after.add(state);
                }
            });
            if (!after.isEmpty()) {
                table.store(db, after);
            }
        }
    }

    private static final class Facts<F> {

        private final FactTable<F> table;
        private final List<F> rows = new ArrayList<>();

        Facts(FactTable<F> table) {
            this.table = table;
        }

        void addTo(RowChanges target) {
            target.factsOf(table).rows.addAll(rows);
        }

        void write(JdbcOperations db) {
            table.insert(db, rows);
        }
    }
}
