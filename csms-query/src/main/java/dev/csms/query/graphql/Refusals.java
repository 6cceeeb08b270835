package dev.csms.query.graphql;

import dev.csms.query.graphql.QueryProblem.Code;
import org.jspecify.annotations.Nullable;

/** Hears of what was refused for who asked for it, or for what it would have cost. */
@FunctionalInterface
public interface Refusals {

    /**
     * @param caller  absent for nobody that is known
     * @param address from which it was asked, if that is known
     */
    void refused(@Nullable Caller caller, @Nullable String address, Code code, String what);
}
