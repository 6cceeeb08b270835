package dev.csms.app.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code java -jar csms.jar rehearse}: runs the program for half a minute in a directory of its own, under the calls of a
 * few charge points, and keeps what the JVM learns beside the program, for each {@link WarmStart}. To be done once for
 * each version of the program and of Java; done by nobody, everything works, and starts more slowly.
 */
public final class Rehearsal implements AutoCloseable {

    public static final String WORD = "rehearse";

    private static final int CHARGE_POINTS = 20;
    private static final int STORM = 300;
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern TRANSACTION = Pattern.compile("\"transactionId\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Path program;
    private final int ocppPort = freePort();
    private final int webPort = freePort();
    private final String token = UUID.randomUUID() + "-" + UUID.randomUUID();

    private Rehearsal(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /** @return exit status */
    public static int play() {
        Path program = WarmStart.program().orElse(null);
        if (program == null) {
            System.err.println("There is a rehearsal of the packaged program only: java -jar csms.jar " + WORD);
            return 1;
        }
        try {
            Path directory = Files.createTempDirectory("csms-rehearsal");
            Path learnt = WarmStart.learntBy(program);
            try (Rehearsal rehearsal = new Rehearsal(program, directory)) {
                System.out.println("Rehearsing, for about a minute");
                rehearsal.run(directory.resolve("learnt"));
                Files.move(directory.resolve("learnt"), learnt, StandardCopyOption.REPLACE_EXISTING);
            }
            System.out.println("From now on this program starts faster: " + learnt);
            return 0;
        } catch (IOException | IllegalStateException e) {
            System.err.println("The rehearsal failed, which does no harm: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private void run(Path learnt) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:AOTCacheOutput=" + learnt,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        program.toString(),
                        "--csms.data-directory=" + directory.resolve("data"),
                        "--csms.setup.api-token=" + token,
                        "--csms.registration.unknown=accept",
                        "--csms.authorization.unknown-id-tag=accept",
                        "--csms.ocpp.host=127.0.0.1",
                        "--csms.ocpp.port=" + ocppPort,
                        "--csms.ocpp.tls.port=0",
                        "--csms.ocpp.tls.client-certificate-port=0",
                        "--csms.ocpp.messages-per-second=0",
                        "--server.address=127.0.0.1",
                        "--server.port=" + webPort)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitReadiness(process);
            playChargePoints();
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        if (!Files.exists(learnt)) {
            throw new IllegalStateException(Files.readString(log));
        }
    }

    private void awaitReadiness(Process process) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the program did not start");
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return ask("/actuator/health/readiness") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int ask(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void query(String query) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + "/graphql"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private void playChargePoints() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LENGTH);
        try (ExecutorService chargePoints = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CHARGE_POINTS; i++) {
                String identity = "REHEARSAL-" + i;
                chargePoints.submit(() -> {
                    try (ChargePoint chargePoint = new ChargePoint(identity)) {
                        chargePoint.boot();
                        while (Instant.now().isBefore(end)) {
                            chargePoint.charge();
                        }
                    }
                    return null;
                });
            }
            for (int i = 0; i < STORM; i++) {
                try (ChargePoint chargePoint = new ChargePoint("REHEARSAL-STORM-" + i)) {
                    chargePoint.boot();
                }
            }
            while (Instant.now().isBefore(end)) {
                query("{ chargePoints(first: 20) { nodes { identity connected connectors { connectorId status } } } }");
                query("{ transactions(first: 20) { nodes { transactionId energyWh startedAt stoppedAt } } }");
                ask("/actuator/health");
                ask("/actuator/prometheus");
                Thread.sleep(500);
            }
        }
    }

    /** One that says what charge points usually say, and waits for each answer. */
    private final class ChargePoint implements AutoCloseable, WebSocket.Listener {

        private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
        private final StringBuilder answer = new StringBuilder();
        private final String idTag;
        private final WebSocket socket;
        private int calls;

        ChargePoint(String identity) {
            idTag = "TAG-" + identity.substring(identity.lastIndexOf('-') + 1);
            socket = http.newWebSocketBuilder()
                    .subprotocols("ocpp1.6")
                    .buildAsync(URI.create("ws://127.0.0.1:" + ocppPort + "/ocpp/" + identity), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            answer.append(text);
            if (last) {
                answers.add(answer.toString());
                answer.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        void boot() throws InterruptedException {
            call("BootNotification", "{\"chargePointVendor\":\"CSMS\",\"chargePointModel\":\"Rehearsal\"}");
            call("Heartbeat", "{}");
        }

        void charge() throws InterruptedException {
            call("Authorize", "{\"idTag\":\"" + idTag + "\"}");
            status("Preparing");
            Matcher started = TRANSACTION.matcher(call(
                    "StartTransaction",
                    "{\"connectorId\":1,\"idTag\":\"%s\",\"meterStart\":%d,\"timestamp\":\"%s\"}"
                            .formatted(idTag, calls, Instant.now())));
            if (!started.find()) {
                throw new IllegalStateException("no transaction was started");
            }
            status("Charging");
            for (int i = 0; i < 3; i++) {
                call(
                        "MeterValues",
                        "{\"connectorId\":1,\"transactionId\":%s,\"meterValue\":%s}"
                                .formatted(started.group(1), meterValue("Sample.Periodic")));
            }
            call(
                    "StopTransaction",
                    "{\"transactionId\":%s,\"idTag\":\"%s\",\"meterStop\":%d,\"timestamp\":\"%s\",\"transactionData\":%s}"
                            .formatted(started.group(1), idTag, calls, Instant.now(), meterValue("Transaction.End")));
            status("Finishing");
            status("Available");
        }

        private void status(String status) throws InterruptedException {
            call(
                    "StatusNotification",
                    "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"%s\",\"timestamp\":\"%s\"}"
                            .formatted(status, Instant.now()));
        }

        private String meterValue(String context) {
            List<String> values = new ArrayList<>();
            values.add(
                    "{\"value\":\"%d\",\"context\":\"%s\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}"
                            .formatted(calls, context));
            for (String phase : List.of("L1", "L2", "L3")) {
                values.add(
                        "{\"value\":\"230.1\",\"context\":\"%s\",\"measurand\":\"Voltage\",\"phase\":\"%s\",\"unit\":\"V\"}"
                                .formatted(context, phase));
                values.add(
                        "{\"value\":\"15.9\",\"context\":\"%s\",\"measurand\":\"Current.Import\",\"phase\":\"%s\",\"unit\":\"A\"}"
                                .formatted(context, phase));
            }
            return "[{\"timestamp\":\"%s\",\"sampledValue\":[%s]}]".formatted(Instant.now(), String.join(",", values));
        }

        private String call(String action, String payload) throws InterruptedException {
            calls++;
            socket.sendText("[2,\"%d\",\"%s\",%s]".formatted(calls, action, payload), true)
                    .join();
            String result = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (result == null || !result.startsWith("[3")) {
                throw new IllegalStateException(action + " was answered " + result);
            }
            return result;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
