package dev.csms.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.Entry;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.QueryProblem.Code;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What stands on record of the port for operators. */
class AccessLogTest {

    static {
        ((Logger) LoggerFactory.getLogger(SecurityLog.class)).setLevel(Level.ERROR); // it has very much to say here
    }

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Caller ALICE = new Caller("alice", Set.of(), List.of(), "session-1", "192.0.2.1");

    private final List<Entry> journal = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AccessLog log =
            new AccessLog(meters, new SecurityLog(meters, InstantSource.fixed(NOON), journal::add));

    @Test
    void one_who_is_not_known_hides_no_other() {
        log.refused(null, "192.0.2.1", Code.UNAUTHENTICATED, "POST /graphql");
        log.refused(null, "192.0.2.2", Code.UNAUTHENTICATED, "POST /graphql");
        log.refused(null, "2001:db8::1", Code.UNAUTHENTICATED, "POST /graphql");
        log.refused(null, "2001:db8::2", Code.UNAUTHENTICATED, "POST /graphql");
        log.refused(null, null, Code.UNAUTHENTICATED, "WebSocket");

        assertThat(journal)
                .containsExactly(
                        unknown("192.0.2.1", "UNAUTHENTICATED: POST /graphql, from 192.0.2.1"),
                        unknown("192.0.2.2", "UNAUTHENTICATED: POST /graphql, from 192.0.2.2"),
                        unknown("2001:db8:0:0::/64", "UNAUTHENTICATED: POST /graphql, from 2001:db8::1"),
                        unknown("(unknown)", "UNAUTHENTICATED: WebSocket"));
    }

    @Test
    void a_flood_of_addresses_is_no_flood_of_events() {
        for (int i = 0; i < 10_000; i++) {
            log.refused(null, "10.0.%d.%d".formatted(i / 256, i % 256), Code.UNAUTHENTICATED, "POST /graphql");
        }

        log.refused(ALICE, "192.0.2.1", Code.FORBIDDEN, "Query.events");

        assertThat(journal)
                .hasSizeLessThan(250)
                .endsWith(denied("operator:alice", "FORBIDDEN: Query.events, from 192.0.2.1"));
        assertThat(meters.get("csms.requests.refused")
                        .tag("code", "UNAUTHENTICATED")
                        .counter()
                        .count())
                .isEqualTo(10_000);
    }

    @Test
    void what_one_asks_for_is_another_matter_than_what_it_costs() {
        log.refused(ALICE, "192.0.2.1", Code.FORBIDDEN, "Query.events");
        log.refused(ALICE, "192.0.2.1", Code.TOO_EXPENSIVE, "too deep");
        log.refused(ALICE, "192.0.2.1", Code.OVERLOADED, "this node has too much to do");

        assertThat(journal)
                .containsExactly(
                        denied("operator:alice", "FORBIDDEN: Query.events, from 192.0.2.1"),
                        new Entry(
                                "QueryRejected",
                                false,
                                "operator:alice",
                                "TOO_EXPENSIVE: too deep, from 192.0.2.1",
                                1,
                                NOON));
    }

    private static Entry unknown(String culprit, String description) {
        return new Entry("Unauthenticated", false, culprit, description, 1, NOON);
    }

    private static Entry denied(String culprit, String description) {
        return new Entry("AuthorizationDenied", false, culprit, description, 1, NOON);
    }
}
