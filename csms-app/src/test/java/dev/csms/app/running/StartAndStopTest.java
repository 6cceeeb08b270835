package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who starts it for the first time, wrongly, or stops it. */
class StartAndStopTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path directory;

    @Test
    void it_says_what_it_does_where_it_is_and_ends_without_a_word_of_complaint() {
        Path data = directory.resolve("data");
        String output;
        try (CsmsProcess csms = CsmsProcess.start(data)) {
            assertThat(csms.terminate()).isEqualTo(TERMINATED);
            output = csms.output();
        }

        assertThat(output)
                .contains("Creating a database in", "Starting PostgreSQL 18", "CSMS is ready after", "/ocpp/<identity>")
                .doesNotContain("Exception", "\tat ", " WARN ", " ERROR ", ":: Spring Boot ::", "AxonIQ");
        assertThat(data.resolve("postgres/postmaster.pid"))
                .as("PostgreSQL has been stopped too")
                .doesNotExist();
    }

    @Test
    void a_port_that_is_taken_is_named_with_its_property() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String output = failedStart(
                    "--csms.ocpp.host=127.0.0.1", "--csms.ocpp.port=" + other.getLocalPort(), "--server.port=0");

            assertThat(output)
                    .contains("Port %d, where charge points connect, is taken by another program."
                            .formatted(other.getLocalPort()))
                    .contains("csms.ocpp.port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void so_is_an_encrypted_one() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String output = failedStart(
                    "--csms.ocpp.host=127.0.0.1",
                    "--csms.ocpp.port=0",
                    "--csms.ocpp.tls.port=0",
                    "--csms.ocpp.tls.client-certificate-port=" + other.getLocalPort(),
                    "--server.port=0");

            assertThat(output)
                    .contains("Port %d, where charge points connect, is taken by another program."
                            .formatted(other.getLocalPort()))
                    .contains("csms.ocpp.tls.client-certificate-port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_setting_that_cannot_be_right_is_refused() throws Exception {
        String output = failedStart("--csms.registration.unknown=perhaps", "--csms.ocpp.port=0", "--server.port=0");

        assertThat(output)
                .contains("csms.registration.unknown cannot be \"perhaps\".")
                .contains("It must be reject or pending or accept.")
                .doesNotContain("\tat ");
    }

    private String failedStart(String... settings) throws IOException, InterruptedException {
        Path log = directory.resolve("output.log");
        List<String> command = new ArrayList<>(CsmsProcess.program(directory.resolve("data")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isEqualTo(1);
        return output;
    }
}
