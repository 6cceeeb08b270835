package dev.csms.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.QueryProblem.Code;
import dev.csms.query.graphql.Refusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts all that is refused, and has a line in the log for each culprit and kind now and then. */
final class RefusedRequests implements Refusals {

    private static final Logger log = LoggerFactory.getLogger(RefusedRequests.class);

    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int MAX_CULPRITS = 10_000;
    private static final int MAX_SHOWN = 200;

    private final Map<Code, Counter> counters = new EnumMap<>(Code.class);
    private final Cache<Said, Boolean> said = Caffeine.newBuilder()
            .expireAfterWrite(QUIET)
            .maximumSize(MAX_CULPRITS)
            .build();

    RefusedRequests(MeterRegistry meters) {
        for (Code code : Code.values()) {
            counters.put(
                    code,
                    Counter.builder("csms.requests.refused")
                            .description("what was refused at the port for operators for who asked, or for its cost")
                            .tag("code", code.name())
                            .register(meters));
        }
    }

    private record Said(Code code, String culprit) {}

    @Override
    public void refused(@Nullable Caller caller, Code code, String what) {
        counters.get(code).increment();
        String culprit = caller == null ? "nobody that is known" : caller.name() + " at " + caller.remoteAddress();
        if (said.asMap().putIfAbsent(new Said(code, culprit), true) == null) {
            log.warn("{}: {}: {}", code, printable(culprit), printable(what));
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(MAX_SHOWN, text.length())).replaceAll("\\p{Cntrl}", "?");
    }
}
