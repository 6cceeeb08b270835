package dev.csms.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.RegistrationChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import dev.csms.query.TestCallers;
import dev.csms.query.projection.Change;
import dev.csms.query.projection.Change.ChargePointChanged;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SubscriptionTest extends QuerySideTest {

    private final ChargePointId id = chargePoint();

    @Autowired
    private DataSource dataSource;

    @Autowired
    private TestCallers callers;

    @Test
    void a_subscriber_gets_the_present_state_and_every_later_one() throws Exception {
        happened(id, registered(id));
        try (Subscriber subscriber = new Subscriber(port())) {
            subscriber.subscribe("{ chargePointChanged(identity: \"%s\") { identity registration } }"
                    .formatted(id.value().toLowerCase(java.util.Locale.ROOT)));
            assertThat(subscriber.next()).contains("ACCEPTED");

            happened(id, new RegistrationChanged(id, RegistrationStatus.REJECTED, null));
            assertThat(subscriber.awaitPush("REJECTED")).contains(id.value());
        }
    }

    /** Also where nothing of the pushed object itself has changed. */
    @Test
    void each_push_shows_what_is_below_its_object_by_then() throws Exception {
        happened(id, registered(id));
        try (Subscriber subscriber = new Subscriber(port())) {
            subscriber.subscribe(
                    "{ chargePointChanged(identity: \"%s\") { group connectors { status } } }".formatted(id.value()));
            assertThat(subscriber.next()).contains("\"connectors\":[]");
            for (ChargePointStatus status : List.of(ChargePointStatus.AVAILABLE, ChargePointStatus.CHARGING)) {
                StatusReport report = new StatusReport(status, ChargePointErrorCode.NO_ERROR, null, null, null, NOON);
                happened(id, new ConnectorStatusChanged(id, 1, report, null, true, NOON));
                subscriber.awaitPush(status.name());
            }
            happened(id, new ChargePointGrouped(id, "of-now"));
            subscriber.awaitPush("of-now");
        }
    }

    @Test
    void two_subscribers_hear_of_the_same_commit() throws Exception {
        TransactionId transaction = transaction();
        happened(id, registered(id));
        try (Subscriber one = new Subscriber(port());
                Subscriber other = new Subscriber(port())) {
            one.subscribe("{ transactionChanged(chargePoint: \"%s\") { transactionId state } }".formatted(id.value()));
            other.subscribe(
                    "{ transactionChanged(transactionId: %d) { transactionId state } }".formatted(transaction.value()));
            one.awaitSubscribed();
            other.awaitSubscribed();

            happened(
                    transaction,
                    new TransactionStarted(
                            transaction, id, 1, new IdTagId("A"), IdTagInfo.INVALID, 0L, NOON, NOON, null, NOON, null));

            assertThat(one.next()).contains("\"transactionId\":" + transaction.value(), "OPEN");
            assertThat(other.next()).contains("\"transactionId\":" + transaction.value(), "OPEN");
        }
    }

    @Test
    void every_node_hears_what_any_node_committed() throws Exception {
        BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
        ChangeFeed otherNode = new ChangeFeed(dataSource);
        otherNode.changes().subscribe(heard::add);
        otherNode.start();
        try {
            ChargePointChanged expected = ChargePointChanged.of(id);
            Change change = null;
            happened(id, registered(id));
            for (int i = 0; i < 20 && !expected.equals(change); i++) {
                happened(
                        id,
                        new SessionOpened(
                                id,
                                new SessionId("s-" + number()),
                                "node-1",
                                "10.0.0.7:4711",
                                NOON,
                                Authentication.NONE));
                change = heard.poll(1, TimeUnit.SECONDS);
            }
            assertThat(change).isEqualTo(expected);
        } finally {
            otherNode.stop();
        }
    }

    @Test
    void who_subscribes_to_nothing_there_is_is_told() throws Exception {
        try (Subscriber subscriber = new Subscriber(port())) {
            subscriber.subscribe("{ chargePointChanged(identity: \"nobody\") { identity } }");
            assertThat(subscriber.next()).contains("NOT_FOUND");
        }
    }

    @Test
    void pushes_end_with_the_right_to_them() throws Exception {
        String caller = "ANALYST leaving";
        happened(id, registered(id), new ChargePointGrouped(id, "leaving"));
        try (Subscriber subscriber = new Subscriber(port(), caller)) {
            subscriber.subscribe("{ chargePointChanged(identity: \"%s\") { registration } }".formatted(id.value()));
            assertThat(subscriber.next()).contains("ACCEPTED");

            callers.end(caller);
            happened(id, new RegistrationChanged(id, RegistrationStatus.REJECTED, null));
            assertThat(subscriber.untilComplete()).noneMatch(pushed -> pushed.contains("REJECTED"));
        }
    }

    @Test
    void who_is_limited_to_groups_hears_of_no_other_charge_point() throws Exception {
        ChargePointId shown = chargePoint();
        happened(id, registered(id), new ChargePointGrouped(id, "south"));
        happened(shown, registered(shown), new ChargePointGrouped(shown, "north-only"));
        try (Subscriber subscriber = new Subscriber(port(), "OPERATOR north-only")) {
            subscriber.subscribe("{ chargePointChanged(identity: \"" + id.value() + "\") { identity } }");
            assertThat(subscriber.next()).contains("NOT_FOUND");
        }
        try (Subscriber ofPoints = new Subscriber(port(), "OPERATOR north-only");
                Subscriber ofTransactions = new Subscriber(port(), "OPERATOR north-only");
                Subscriber ofOperations = new Subscriber(port(), "OPERATOR north-only");
                Subscriber ofSecurity = new Subscriber(port(), "OPERATOR north-only")) {
            ofPoints.subscribe("{ chargePointChanged { identity } }");
            ofTransactions.subscribe("{ transactionChanged { chargePointIdentity } }");
            ofOperations.subscribe("{ operationChanged { chargePoint { identity } } }");
            ofSecurity.subscribe("{ securityEventNoted { chargePoint { identity } } }");
            for (Subscriber each : List.of(ofPoints, ofTransactions, ofOperations, ofSecurity)) {
                each.awaitSubscribed();
            }
            for (ChargePointId each : List.of(id, shown)) { // what is hidden first, so that it would be heard first
                TransactionId transaction = transaction();
                happened(
                        transaction,
                        new TransactionStarted(
                                transaction,
                                each,
                                1,
                                new IdTagId("A"),
                                IdTagInfo.INVALID,
                                0L,
                                NOON,
                                NOON,
                                null,
                                NOON,
                                null));
                happened(each, new RegistrationChanged(each, RegistrationStatus.REJECTED, null));
                happened(
                        each,
                        new OperationRequested(
                                each,
                                OperationId.random(),
                                new Request.ClearCache(),
                                Delivery.UNTIL_DEADLINE,
                                NOON,
                                false,
                                null,
                                null,
                                NOON));
                happened(new SecurityEventReported(each, "CoffeeSpilled", null, false, NOON, null, NOON));
            }
            for (Subscriber each : List.of(ofPoints, ofTransactions, ofOperations, ofSecurity)) {
                assertThat(each.next()).contains(shown.value()).doesNotContain(id.value());
            }
        }
    }

    @Test
    void pushes_end_with_the_right_to_them_though_nothing_is_pushed() throws Exception {
        String caller = "ANALYST leaving-quietly";
        happened(id, registered(id), new ChargePointGrouped(id, "leaving-quietly"));
        try (Subscriber one = new Subscriber(port(), caller);
                Subscriber all = new Subscriber(port(), caller)) {
            one.subscribe("{ chargePointChanged(identity: \"%s\") { registration } }".formatted(id.value()));
            assertThat(one.next()).contains("ACCEPTED");
            all.subscribe("{ transactionChanged { state } }");
            all.awaitSubscribed();

            callers.end(caller);
            one.untilComplete();
            all.untilComplete();
        }
    }

    @Test
    void pushes_end_when_their_charge_point_leaves_the_groups() throws Exception {
        happened(id, registered(id), new ChargePointGrouped(id, "left"));
        try (Subscriber subscriber = new Subscriber(port(), "ANALYST left")) {
            subscriber.subscribe("{ chargePointChanged(identity: \"%s\") { group } }".formatted(id.value()));
            assertThat(subscriber.next()).contains("\"group\":\"left\"");

            happened(id, new ChargePointGrouped(id, "elsewhere"));
            assertThat(subscriber.untilComplete()).noneMatch(pushed -> pushed.contains("elsewhere"));
        }
    }

    /** A client of the graphql-transport-ws protocol. */
    private static final class Subscriber implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final JsonMapper json = JsonMapper.builder().build();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Subscriber(int port) throws Exception {
            this(port, "ADMIN");
        }

        /** @param caller see {@link TestCallers} */
        Subscriber(int port, String caller) throws Exception {
            socket = http.newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), this)
                    .get(10, TimeUnit.SECONDS);
            socket.sendText("{\"type\":\"connection_init\",\"payload\":{\"caller\":\"%s\"}}".formatted(caller), true)
                    .get(10, TimeUnit.SECONDS);
            assertThat(next()).contains("connection_ack");
        }

        void subscribe(String selection) throws Exception {
            String payload = json.writeValueAsString(java.util.Map.of("query", "subscription " + selection));
            socket.sendText("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":%s}".formatted(payload), true)
                    .get(10, TimeUnit.SECONDS);
        }

        /** Messages of one connection are handled in their order: once the pong is here, the subscription stands. */
        void awaitSubscribed() throws Exception {
            socket.sendText("{\"type\":\"ping\"}", true).get(10, TimeUnit.SECONDS);
            assertThat(next()).contains("pong");
        }

        /** Changes in quick succession may come as one, and the present state twice. */
        String awaitPush(String part) throws InterruptedException {
            String message = next();
            while (!message.contains(part)) {
                message = next();
            }
            return message;
        }

        /** What is still pushed before the end; it may have been on its way. */
        List<String> untilComplete() throws InterruptedException {
            List<String> pushed = new ArrayList<>();
            String message = next();
            while (!message.contains("\"type\":\"complete\"")) {
                pushed.add(message);
                message = next();
            }
            return pushed;
        }

        String next() throws InterruptedException {
            String message = messages.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("a message within ten seconds").isNotNull();
            JsonNode tree = json.readTree(message);
            return tree.toString();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
            http.close();
        }
    }
}
