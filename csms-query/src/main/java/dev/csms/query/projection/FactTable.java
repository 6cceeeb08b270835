package dev.csms.query.projection;

import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * A table whose rows never change.
 *
 * @param <F> what a row says
 */
@FunctionalInterface
public interface FactTable<F> {

    /** Inserts those that are not there yet. */
    void insert(JdbcOperations db, List<F> facts);
}
