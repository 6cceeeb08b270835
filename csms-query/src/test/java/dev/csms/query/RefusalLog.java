package dev.csms.query;

import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.QueryProblem.Code;
import dev.csms.query.graphql.Refusals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what was refused. */
public final class RefusalLog implements Refusals {

    private final List<Code> codes = new CopyOnWriteArrayList<>();

    @Override
    public void refused(@Nullable Caller caller, @Nullable String address, Code code, String what) {
        codes.add(code);
    }

    public List<Code> codes() {
        return codes;
    }

    public void clear() {
        codes.clear();
    }
}
