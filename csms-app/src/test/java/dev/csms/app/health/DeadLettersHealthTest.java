package dev.csms.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsTest;
import dev.csms.app.Http;
import dev.csms.app.TestToken;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an event that a projection cannot handle does to health. */
@CsmsTest
class DeadLettersHealthTest {

    @Autowired
    private JdbcClient db;

    @LocalServerPort
    private int port;

    @AfterEach
    void mend() {
        db.sql("delete from dead_letter").update();
    }

    @Test
    void a_parked_event_shows_and_takes_no_node_out_of_service() {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);

        db.sql("""
            insert into dead_letter (dead_letter_id, processing_group, sequence_identifier, sequence_index, message_type,
                event_identifier, recorded_at, payload_type, payload, enqueued_at)
            values ('1', 'transactions', 'transaction-1', 0, 'x', 'x', 'x', 'x', '', 'x')
            """).update();

        HttpResponse<byte[]> health = get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(text(health)).contains("\"deadLetters\":{\"details\":{\"transactions\":\"1 events are parked\"}");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(text(get("/actuator/prometheus")))
                        .contains("projection_dead_letters{processor=\"transactions\"} 1.0"));
    }

    private HttpResponse<byte[]> get(String path) {
        return Http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", TestToken.BEARER));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
