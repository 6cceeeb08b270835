package dev.csms.domain.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param refusal absent if the operation is on its way
 * @param first   the operation that was asked for before by the same {@link IdempotencyKey}, instead of a new one
 */
public record RequestAnswer(
        @Nullable Refusal refusal, @Nullable OperationId first) {

    public static final RequestAnswer TAKEN = new RequestAnswer(null, null);

    public static RequestAnswer refused(Refusal.Reason reason, List<String> problems) {
        return new RequestAnswer(new Refusal(reason, problems), null);
    }

    public static RequestAnswer repeats(OperationId first) {
        return new RequestAnswer(null, first);
    }

    /** The operation that came of it. @param asked the one that was asked for now */
    public OperationId operation(OperationId asked) {
        return first == null ? asked : first;
    }
}
