package dev.csms.app.running;

import dev.csms.app.TestToken;
import dev.csms.app.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The whole product in a JVM of its own, so that a test can kill it. */
final class CsmsProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final int START_TRIES = 3;

    private final Process process;
    private final Path log;
    private final int ocppPort;
    private final int clientCertificatePort;
    private final int httpPort;

    private CsmsProcess(Process process, Path log, int ocppPort, int clientCertificatePort, int httpPort) {
        this.process = process;
        this.log = log;
        this.ocppPort = ocppPort;
        this.clientCertificatePort = clientCertificatePort;
        this.httpPort = httpPort;
    }

    /** Starts it and waits until it is ready. */
    static CsmsProcess start(Path dataDirectory, String... settings) {
        CsmsProcess csms = launch(dataDirectory, settings);
        for (int tries = 1; !csms.isReady(); tries++) {
            if (tries == START_TRIES || !csms.output().contains("is taken by another program")) {
                throw new AssertionError("it ended with " + csms.process.exitValue() + ":\n" + csms.output());
            }
            csms = launch(dataDirectory, settings);
        }
        return csms;
    }

    /** The command that starts it. */
    static List<String> program(Path dataDirectory) {
        TestPostgres.lendPrograms(dataDirectory);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.csms.app.CsmsApplication",
                "--csms.data-directory=" + dataDirectory);
    }

    private static CsmsProcess launch(Path dataDirectory, String... settings) {
        int ocppPort = FreePort.find();
        int clientCertificatePort = FreePort.find();
        int httpPort = FreePort.find();
        Path log = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
        List<String> command = new ArrayList<>(program(dataDirectory));
        command.addAll(List.of(
                "--csms.ocpp.host=127.0.0.1",
                "--csms.ocpp.port=" + ocppPort,
                "--csms.ocpp.tls.port=0",
                "--csms.ocpp.tls.client-certificate-port=" + clientCertificatePort,
                "--server.address=127.0.0.1",
                "--server.port=" + httpPort,
                "--" + TestToken.SETTING,
                "--" + TestToken.RATE_SETTING));
        command.addAll(List.of(settings));
        RunningCsms.addUnlessSet(command, RunningCsms.USUAL);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new CsmsProcess(process, log, ocppPort, clientCertificatePort, httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is; false if it has ended before. */
    private boolean isReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + httpPort + "/actuator/health/readiness"))
                    .build();
            Awaitility.await("readiness of " + process.pid() + ", see " + log)
                    .atMost(START)
                    .ignoreExceptions()
                    .until(() -> !process.isAlive()
                            || http.send(readiness, HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    == 200);
        }
        return process.isAlive();
    }

    String ocpp(String identity) {
        return "ws://127.0.0.1:" + ocppPort + "/ocpp/" + identity;
    }

    /** By TLS, with a certificate of the charge point's. */
    String ocppByCertificate(String identity) {
        return "wss://localhost:" + clientCertificatePort + "/ocpp/" + identity;
    }

    /** What everybody may fetch. @param path at the port of GraphQL */
    String fetch(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    GraphQl graphQl() {
        return new GraphQl(httpPort);
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}: nothing in the JVM runs any more, and its PostgreSQL is an orphan. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** SIGTERM, and waits for the orderly end. Gives the exit status. */
    int terminate() {
        process.destroy();
        return end();
    }

    private int end() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it has not ended within 60 s:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
