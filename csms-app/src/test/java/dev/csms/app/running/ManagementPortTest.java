package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.TestToken;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port of its own for those who watch the program, on its machine: without a token, and with nothing else. */
class ManagementPortTest {

    private static final int PORT = FreePort.find();

    private static RunningCsms csms;

    private final Browser management = new Browser(PORT);
    private final Browser operators = new Browser(csms.httpPort());

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.housekeeping.enabled=false",
                "--management.server.port=" + PORT,
                "--management.server.address=127.0.0.1",
                // it is in the jar, and not where tests run
                "--management.endpoint.sbom.application.location=classpath:graphql/operator.graphqls");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    @Test
    void who_is_on_the_machine_sees_how_the_program_is() {
        assertThat(get(management, "/actuator/health", 200).body()).contains("\"status\":\"UP\"");
        get(management, "/actuator/health/readiness", 200);
        get(management, "/actuator/health/liveness", 200);
        assertThat(get(management, "/actuator/prometheus", 200).body()).contains("jvm_memory_used_bytes");
        assertThat(get(management, "/actuator/sbom", 200).body()).contains("application");
        assertThat(get(management, "/actuator/sbom/application", 200).body()).contains("type Mutation");
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/env",
        "/actuator/info",
        "/actuator/heapdump",
        "/actuator/loggers",
        "/actuator/beans",
        "/actuator/shutdown",
        "/graphql",
        "/graphiql",
        "/login",
        "/setup",
        "/access/providers",
        "/firmware/x",
        "/files/x",
        "/pki/root-ec.pem",
        "/",
        "/nothing"
    })
    void nothing_else_is_there(String path) {
        HttpResponse<String> answer = get(management, path, 404);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void nothing_can_be_changed_there() {
        HttpResponse<String> answer = management.send(management
                .request("/graphql")
                .header("Content-Type", "application/json")
                .header("Authorization", TestToken.BEARER)
                .POST(BodyPublishers.ofString("{\"query\":\"{ me { name } }\"}")));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/actuator/prometheus, 401", "/actuator/sbom, 404", "/actuator/sbom/application, 404", "/actuator, 404"
    })
    void the_port_for_operators_tells_nobody_unknown(String path, int status) {
        get(operators, path, status);
    }

    @ParameterizedTest
    @CsvSource({"/actuator/prometheus", "/actuator/sbom", "/actuator/health"})
    void the_port_for_operators_has_it_no_longer(String path) {
        assertThat(operators
                        .send(operators.request(path).header("Authorization", TestToken.BEARER))
                        .statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> get(Browser browser, String path, int status) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        return answer;
    }
}
