package dev.csms.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Every test has charge points, idTags and transactions of its own, and shares the server with the others. */
@SpringBootTest(classes = QueryApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class QuerySideTest {

    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @Autowired
    private EventLog log;

    @Autowired
    private ProjectionProgress progress;

    @LocalServerPort
    private int port;

    /** The database as the owner of the tables, for tests that change them. */
    protected static JdbcClient owner() {
        return JdbcClient.create(QueryApplication.owner());
    }

    protected static ChargePointId chargePoint() {
        return new ChargePointId("CP-" + NUMBERS.incrementAndGet());
    }

    protected static TransactionId transaction() {
        return new TransactionId(NUMBERS.incrementAndGet());
    }

    protected static int number() {
        return NUMBERS.incrementAndGet();
    }

    protected static ChargePointRegistered registered(ChargePointId id) {
        return new ChargePointRegistered(
                id, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null);
    }

    /** Events of a charge point, projected when this returns. */
    protected void happened(ChargePointId id, Object... events) {
        recorded("ChargePoint", id.toString(), events);
    }

    protected void happened(TransactionId id, Object... events) {
        recorded("Transaction", id.toString(), events);
    }

    /** An event of no aggregate that anything else happens to. */
    protected void happened(Object event) {
        recorded("Fact", "fact-" + NUMBERS.incrementAndGet(), event);
    }

    protected void recorded(String type, String aggregate, Object... events) {
        long head = log.record(type, aggregate, events);
        assertThat(progress.await(head, LONG_ENOUGH))
                .as("projected up to %s", head)
                .isTrue();
    }

    protected EventLog log() {
        return log;
    }

    protected ProjectionProgress progress() {
        return progress;
    }

    protected int port() {
        return port;
    }

    protected JsonNode query(String query) {
        return new GraphQlClient(port).query(query);
    }

    protected GraphQlClient graphQl() {
        return new GraphQlClient(port);
    }

    /** @param caller see {@link TestCallers} */
    protected GraphQlClient graphQlOf(String caller) {
        return new GraphQlClient(port, caller);
    }
}
