package dev.csms.app.access;

import dev.csms.domain.Provenance;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.Question;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes on record of who acts. */
public final class Acting {

    private Acting() {}

    /** Of whoever asked the GraphQL request that this thread answers. @param action name of the mutation */
    public static Map<String, Object> now(String action) {
        Question question = Question.current()
                .orElseThrow(() -> new IllegalStateException("nobody is known to have asked for " + action));
        Map<String, Object> provenance = of(question.caller(), action);
        question.name().ifPresent(name -> provenance.put(Provenance.OPERATION_NAME, name));
        return provenance;
    }

    public static Map<String, Object> of(Caller caller, String action) {
        Map<String, Object> provenance = of(Provenance.operator(caller.name()), caller.remoteAddress(), action);
        if (caller.token() != null) {
            provenance.put(Provenance.TOKEN, caller.token());
        }
        return provenance;
    }

    static Map<String, Object> of(String actor, @Nullable String remoteAddress, String action) {
        Map<String, Object> provenance = new HashMap<>();
        provenance.put(Provenance.ACTOR, actor);
        provenance.put(Provenance.ACTION, action);
        if (remoteAddress != null) {
            provenance.put(Provenance.REMOTE_ADDRESS, remoteAddress);
        }
        return provenance;
    }
}
