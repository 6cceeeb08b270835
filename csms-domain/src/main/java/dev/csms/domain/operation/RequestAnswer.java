package dev.csms.domain.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param refusal absent if the operation is on its way */
public record RequestAnswer(@Nullable Refusal refusal) {

    public static final RequestAnswer TAKEN = new RequestAnswer(null);

    public static RequestAnswer refused(Refusal.Reason reason, List<String> problems) {
        return new RequestAnswer(new Refusal(reason, problems));
    }
}
