package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.running.Operator.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Operations outlive the program: none that was taken is lost, and none is sent twice. */
class OperationKillTest {

    private static final int CHARGE_POINTS = 4;
    /** Asked for by one operator before waiting. */
    private static final int AT_ONCE = 5;

    private static final int ANSWERS_BEFORE_KILL = 40;
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";

    @TempDir
    Path directory;

    /** Ids of all calls that charge points were sent, in both lives of the program. */
    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    /** Ids of operations that an operator was told are taken, with their charge points. */
    private final Map<String, String> taken = new ConcurrentHashMap<>();

    /** How charge points came to their ends; told only where something else goes wrong. */
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    @Test
    void none_is_lost_and_none_is_sent_twice() throws InterruptedException {
        Path data = directory.resolve("data");
        String unanswered;
        String behindIt;
        String forAbsent;
        CountDownLatch enough = new CountDownLatch(ANSWERS_BEFORE_KILL);
        List<Thread> busy = new ArrayList<>();
        try (CsmsProcess csms = CsmsProcess.start(data)) {
            register(csms, "SILENT");
            register(csms, "ABSENT");
            OcppClient silent = OcppClient.connect(csms.ocpp("SILENT"));
            silent.call("BootNotification", OcppClient.BOOT);
            unanswered = ask(csms, "SILENT").operationId();
            behindIt = ask(csms, "SILENT").operationId();
            forAbsent = ask(csms, "ABSENT").operationId();
            sent.add(silent.nextCall().get(1).asString());
            assertThat(sent).containsExactly(unanswered);
            for (int i = 1; i <= CHARGE_POINTS; i++) {
                String identity = "CP-" + i;
                register(csms, identity);
                busy.add(Thread.ofVirtual().start(() -> answerUntilTheEnd(csms, identity, enough)));
                busy.add(Thread.ofVirtual().start(() -> askUntilTheEnd(csms, identity)));
            }
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
            csms.kill();
            silent.close();
        }
        for (Thread thread : busy) {
            thread.join();
        }

        try (CsmsProcess csms = CsmsProcess.start(data)) {
            CountDownLatch unlimited = new CountDownLatch(0);
            for (String identity : List.of("SILENT", "ABSENT", "CP-1", "CP-2", "CP-3", "CP-4")) {
                busy.add(Thread.ofVirtual().start(() -> answerUntilTheEnd(csms, identity, unlimited)));
            }
            Awaitility.await("all to end")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(left(csms))
                            .as("left, while %s", surprises)
                            .isEmpty());
            Map<String, String> states = new HashMap<>();
            taken.keySet().forEach(id -> states.put(id, state(csms, id)));

            assertThat(sent).doesNotHaveDuplicates();
            assertThat(states).containsEntry(unanswered, "CONNECTION_LOST");
            assertThat(states).containsEntry(behindIt, "ANSWERED").containsEntry(forAbsent, "ANSWERED");
            assertThat(states.values()).containsOnly("ANSWERED", "CONNECTION_LOST");
            states.forEach((id, state) -> {
                if (state.equals("ANSWERED")) {
                    assertThat(sent).contains(id);
                }
            });
            assertThat(states.entrySet().stream().filter(it -> it.getValue().equals("CONNECTION_LOST")))
                    .as("no more than one under way at each charge point")
                    .extracting(it -> taken.get(it.getKey()))
                    .doesNotHaveDuplicates();
            csms.terminate();
        }
        for (Thread thread : busy) {
            thread.join();
        }
    }

    private static void register(CsmsProcess csms, String identity) {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }".formatted(identity));
    }

    private Asked ask(CsmsProcess csms, String identity) {
        Asked asked = new Operator(csms.graphQl(), identity).asks("clearCache", "");
        taken.put(asked.operationId(), identity);
        return asked;
    }

    private void askUntilTheEnd(CsmsProcess csms, String identity) {
        try {
            while (true) {
                for (int i = 1; i < AT_ONCE; i++) {
                    ask(csms, identity);
                }
                ask(csms, identity).ends();
            }
        } catch (AssertionError | RuntimeException killed) {
            // what the operator was told by then counts
        }
    }

    private void answerUntilTheEnd(CsmsProcess csms, String identity, CountDownLatch enough) {
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp(identity))) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            while (!chargePoint.closed().isDone()) {
                JsonNode call = chargePoint.nextCallWithin(100);
                if (call != null) {
                    sent.add(call.get(1).asString());
                    chargePoint.answer(call, ACCEPTED);
                    enough.countDown();
                }
            }
        } catch (AssertionError | RuntimeException ended) {
            surprises.add(identity + ": " + ended); // the kill is none
        }
    }

    /** Operations of which something is still expected. */
    private static List<JsonNode> left(CsmsProcess csms) {
        return csms.graphQl()
                .data("{ operations(filter: {states: [WAITING, SENT]}) { nodes { chargePointIdentity state requestedAt"
                        + " sentAt chargePoint { connected } } } }")
                .at("/operations/nodes")
                .valueStream()
                .toList();
    }

    private static String state(CsmsProcess csms, String operationId) {
        return csms.graphQl()
                .data("{ operation(operationId: \"%s\") { state } }".formatted(operationId))
                .at("/operation/state")
                .asString();
    }
}
