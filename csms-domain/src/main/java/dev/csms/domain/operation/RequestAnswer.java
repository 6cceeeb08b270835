package dev.csms.domain.operation;

import org.jspecify.annotations.Nullable;

/** @param refusal absent if the operation is on its way */
public record RequestAnswer(@Nullable Refusal refusal) {

    static final RequestAnswer TAKEN = new RequestAnswer(null);

    static RequestAnswer refused(Refusal.Reason reason, java.util.List<String> problems) {
        return new RequestAnswer(new Refusal(reason, problems));
    }
}
