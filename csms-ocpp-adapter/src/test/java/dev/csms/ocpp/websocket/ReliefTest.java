package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.ocpp.websocket.RawWebSocket.Response;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is left undone at the port for charge points when its node has too much to do. */
class ReliefTest {

    private static final String ECHO = "[2,\"1\",\"Echo\",{}]";
    private static final String ANSWER = "[3,\"1\",{\"echo\":{},\"n\":1}]";

    private static Response knock(CentralSystem csms) {
        try (RawWebSocket client = RawWebSocket.connect(csms.port())) {
            return client.request("/ocpp/CP-2");
        }
    }

    private static void with(Consumer<Settings> change, Consumer<CentralSystem> test) {
        try (CentralSystem csms = new CentralSystem(change)) {
            test.accept(csms);
        }
    }

    @Test
    void nobody_is_let_in_and_who_is_in_notices_nothing() {
        with(_ -> {}, csms -> {
            try (RawWebSocket inside = csms.connect("CP-1")) {
                csms.server.relieve(Relief.NO_HANDSHAKES);

                Response refused = knock(csms);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After"))
                        .singleElement()
                        .satisfies(after -> assertThat(Integer.parseInt(after)).isBetween(20, 30));
                assertThat(csms.admitted).as("nobody was asked about it").hasSize(1);
                assertThat(inside.text(ECHO).readText()).isEqualTo(ANSWER);

                csms.server.relieve(Relief.NONE);
                assertThat(knock(csms).status()).isEqualTo(101);
            }
        });
    }

    @Test
    void nothing_is_read_for_a_while_and_nobody_loses_a_connection_or_a_message_for_that() {
        Consumer<Settings> impatient = settings -> {
            settings.pingInterval = Duration.ofMillis(600);
            settings.silence = Duration.ofMillis(2_400);
        };
        with(impatient, csms -> {
            try (RawWebSocket client = csms.connect("CP-1")) {
                csms.server.relieve(Relief.NO_READING);
                await().until(() -> csms.meters
                                .counter("ocpp.reading.paused", "reason", "overload")
                                .count()
                        > 0);

                client.text(ECHO);
                for (int pings = 0; pings < 5; pings++) { // unanswered, and for longer than a silence may be
                    assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PING);
                }
                assertThat(csms.handled).isEmpty();

                csms.server.relieve(Relief.NONE);
                assertThat(client.readText()).isEqualTo(ANSWER);
            }
        });
    }
}
