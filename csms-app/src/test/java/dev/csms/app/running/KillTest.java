package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was acknowledged is stored, whatever happens to the program afterwards. */
class KillTest {

    private static final int CHARGE_POINTS = 8;
    private static final int SESSIONS_BEFORE_KILL = 25;
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** What one charge point was told, told again in a form that can be counted. */
    private final Set<Integer> started = ConcurrentHashMap.newKeySet();

    private final Map<Integer, Integer> samples = new ConcurrentHashMap<>();
    private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    @Test
    void everything_acknowledged_before_a_kill_is_there_after_it() throws InterruptedException {
        Path data = directory.resolve("data");
        CountDownLatch enough = new CountDownLatch(SESSIONS_BEFORE_KILL);
        List<Thread> chargePoints = new ArrayList<>();
        try (CsmsProcess csms = CsmsProcess.start(data)) {
            csms.graphQl()
                    .data("mutation { registerIdTag(input: {idTag: \"ALL\", concurrentTransactions: 0}) { registered"
                            + " } }");
            for (int i = 1; i <= CHARGE_POINTS; i++) {
                String identity = "CP-" + i;
                csms.graphQl()
                        .data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }"
                                .formatted(identity));
                chargePoints.add(Thread.ofVirtual().start(() -> chargeUntilTheEnd(csms.ocpp(identity), enough)));
            }
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
            csms.kill();
        }
        for (Thread chargePoint : chargePoints) {
            chargePoint.join();
        }
        assertThat(surprises).isEmpty();
        assertThat(stopped).hasSizeGreaterThanOrEqualTo(SESSIONS_BEFORE_KILL);

        try (CsmsProcess csms = CsmsProcess.start(data)) {
            Awaitility.await("projections to catch up")
                    .atMost(CATCH_UP)
                    .untilAsserted(() -> assertThat(stoppedTransactions(csms)).containsAll(stopped));
            assertThat(eventsOfType(csms, "TransactionStarted", "transactionId"))
                    .containsAll(started);
            assertThat(eventsOfType(csms, "TransactionStopped", "transactionId"))
                    .containsAll(stopped);
            List<Integer> withSamples = eventsOfType(csms, "MeterValuesReceived", "transactionId");
            samples.forEach((transaction, acknowledged) -> assertThat(
                            withSamples.stream().filter(transaction::equals).count())
                    .as("MeterValues of transaction %d", transaction)
                    .isGreaterThanOrEqualTo(acknowledged));
            assertThat(csms.terminate()).isIn(0, 143);
            assertThat(csms.output().lines().filter(line -> line.startsWith("\tat ")))
                    .isEmpty();
        }
    }

    private void chargeUntilTheEnd(String ocpp, CountDownLatch enough) {
        try (OcppClient client = OcppClient.connect(ocpp)) {
            client.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            Instant clock = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            while (!client.closed().isDone()) {
                clock = charge(client, clock);
                enough.countDown();
            }
        } catch (AssertionError e) {
            surprises.add(e);
        } catch (RuntimeException connectionLost) {
            // the kill; what had been acknowledged by then counts
        }
    }

    private Instant charge(OcppClient client, Instant clock) {
        JsonNode start = client.call(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"ALL\",\"meterStart\":1000,\"timestamp\":\"%s\"}".formatted(clock));
        int transaction = start.path("transactionId").asInt();
        started.add(transaction);
        Instant now = clock;
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(60);
            client.call(
                    "MeterValues",
                    "{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"%d\"}]}]}"
                            .formatted(transaction, now, 1000 + i));
            samples.merge(transaction, 1, Integer::sum);
        }
        now = now.plusSeconds(60);
        client.call(
                "StopTransaction",
                "{\"transactionId\":%d,\"meterStop\":2000,\"timestamp\":\"%s\"}".formatted(transaction, now));
        stopped.add(transaction);
        return now.plusSeconds(60);
    }

    private static List<Integer> stoppedTransactions(CsmsProcess csms) {
        return pages(csms, "transactions(filter: {states: [STOPPED]}, first: 200%s)", "transactionId").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    private static List<Integer> eventsOfType(CsmsProcess csms, String type, String member) {
        return pages(csms, "events(filter: {types: [\"" + type + "\"]}, first: 200%s)", "payload").stream()
                .map(payload -> payload.get(member).asInt())
                .toList();
    }

    private static List<JsonNode> pages(CsmsProcess csms, String connection, String field) {
        List<JsonNode> found = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = csms.graphQl()
                    .data("{ page: %s { edges { node { %s } } pageInfo { hasNextPage endCursor } } }"
                            .formatted(connection.formatted(after), field))
                    .path("page");
            page.path("edges").forEach(edge -> found.add(edge.path("node").get(field)));
            if (!page.path("pageInfo").path("hasNextPage").asBoolean()) {
                return found;
            }
            after = ", after: \"" + page.path("pageInfo").path("endCursor").asString("") + "\"";
        }
    }
}
