package dev.csms.app.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WelcomeTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private int tlsPort = 8443;

    @Test
    void it_says_where_everything_is() {
        assertThat(welcome())
                .contains("CSMS is ready after 4.2 s.")
                .contains("Charge points connect to  ws://10.0.0.7:8180/ocpp/<identity>")
                .contains("http://10.0.0.7:8080/graphiql")
                .contains("ws://10.0.0.7:8180/ocpp/CP-1");
    }

    @Test
    void its_first_command_can_be_pasted() {
        Matcher body = Pattern.compile("-d '(.*)'").matcher(welcome());

        assertThat(body.find()).isTrue();
        assertThat(JsonMapper.shared().readTree(body.group(1)).get("query").asString())
                .isEqualTo("mutation { registerChargePoint(input: {identity: \"CP-1\"}) { registered }"
                        + " registerIdTag(input: {idTag: \"ALICE\"}) { registered } }");
    }

    @Test
    void it_says_what_to_trust_where_it_is_encrypted() {
        assertThat(welcome())
                .contains("or, with TLS, to          wss://10.0.0.7:8443/ocpp/<identity>")
                .contains("http://10.0.0.7:8080/pki/root.pem");
    }

    @Test
    void it_does_not_speak_of_what_is_switched_off() {
        tlsPort = -1;
        assertThat(welcome()).doesNotContain("wss:", "pki");
    }

    private String welcome() {
        Welcome.write(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                "10.0.0.7",
                8180,
                tlsPort,
                8080,
                Duration.ofMillis(4_200));
        return written.toString(StandardCharsets.UTF_8);
    }
}
