package dev.csms.query.operation;

import java.util.List;

/**
 * Operations that were asked for together.
 *
 * @param progress how many of them are in which state
 */
public record OperationBatch(String batchId, List<Count> progress) {

    public record Count(OperationState state, long count) {}

    public long total() {
        return progress.stream().mapToLong(Count::count).sum();
    }

    /** Those that nothing more is expected of. */
    public long ended() {
        return progress.stream()
                .filter(it -> it.state().isEnd())
                .mapToLong(Count::count)
                .sum();
    }
}
