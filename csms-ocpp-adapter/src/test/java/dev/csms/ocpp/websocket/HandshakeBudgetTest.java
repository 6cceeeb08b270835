package dev.csms.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.ocpp.websocket.RawWebSocket.Response;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Handshakes without end, of one address or of all. */
class HandshakeBudgetTest {

    private static Response request(CentralSystem centralSystem, String target, String... headers) {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            return client.request(target, headers);
        }
    }

    private static void assertComesBackLater(Response response) {
        assertThat(response.header("Retry-After"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(5, 15));
    }

    @Test
    void an_address_of_which_too_many_were_refused_is_turned_away_unseen() {
        try (CentralSystem centralSystem = new CentralSystem(s -> s.refusalsPerMinute = 3)) {
            assertThat(request(centralSystem, "/ocpp/STRANGER").status()).isEqualTo(404);
            assertThat(request(centralSystem, "/ocpp/STRANGER").status()).isEqualTo(404);
            assertThat(request(centralSystem, "/ocpp/CP-1", "Sec-WebSocket-Protocol:")
                            .status())
                    .isEqualTo(400);

            Response turnedAway = request(centralSystem, "/ocpp/STRANGER");

            assertThat(turnedAway.status()).isEqualTo(429);
            assertComesBackLater(turnedAway);
        }
    }

    @Test
    void whoever_was_let_in_before_is_let_in_again_whatever_its_neighbours_did() {
        try (CentralSystem centralSystem = new CentralSystem(s -> s.refusalsPerMinute = 1)) {
            request(centralSystem, "/ocpp/CP-1");
            request(centralSystem, "/ocpp/STRANGER");

            assertThat(request(centralSystem, "/ocpp/STRANGER").status()).isEqualTo(429);
            assertThat(request(centralSystem, "/ocpp/CP-2").status()).isEqualTo(429);
            assertThat(request(centralSystem, "/ocpp/cp-1").status()).isEqualTo(101);
        }
    }

    @Test
    void handshakes_that_succeed_cost_nothing() {
        try (CentralSystem centralSystem = new CentralSystem(s -> s.refusalsPerMinute = 1)) {
            for (int i = 0; i < 100; i++) {
                assertThat(request(centralSystem, "/ocpp/CP-" + i).status()).isEqualTo(101);
            }
        }
    }

    @Test
    void more_handshakes_than_a_node_takes_are_asked_to_come_back() {
        try (CentralSystem centralSystem = new CentralSystem(s -> s.handshakesPerSecond = 1)) {
            Response response = request(centralSystem, "/ocpp/CP-1");
            for (int i = 0; i < 100 && response.status() == 101; i++) {
                response = request(centralSystem, "/ocpp/CP-1");
            }

            assertThat(response.status()).isEqualTo(503);
            assertComesBackLater(response);
            assertThat(centralSystem.securityEvents("HandshakeFlood")).isPositive();
        }
    }

    @Test
    void nought_is_no_limit() {
        try (CentralSystem centralSystem = new CentralSystem(s -> {
            s.handshakesPerSecond = 0;
            s.refusalsPerMinute = 0;
        })) {
            for (int i = 0; i < 100; i++) {
                assertThat(request(centralSystem, "/ocpp/STRANGER").status()).isEqualTo(404);
            }
        }
    }
}
