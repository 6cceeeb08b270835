package dev.csms.bench.product;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The product as a process of its own with the embedded PostgreSQL, on free ports of the loopback interface. */
public final class Product implements AutoCloseable {

    /** By which the benchmark comes in at the port for operators. */
    static final String TOKEN = "a-token-for-benchmarks-that-is-long-enough-not-to-be-guessed";

    /** Limits that are none, if nothing else is said. */
    private static final List<String> LIFTED =
            List.of("--csms.ocpp.arrivals-per-source", "--csms.ocpp.messages-per-second");

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration RETRY = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Installation installation;
    private final int ocppPort = freePort();
    private final int tlsPort = freePort();
    private final int httpPort = freePort();
    private final long startedAt = System.nanoTime();
    private final Duration busyAtLaunch = busyWithoutBenchmark();
    private final Process process;
    private long postmaster;

    private Product(Installation installation) {
        this.installation = installation;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(installation.jvmOptions());
        command.add("-jar");
        command.add(installation.jar().toAbsolutePath().toString());
        command.add("--csms.ocpp.port=" + ocppPort);
        command.add("--csms.ocpp.profile-0=true"); // nor a key
        command.add("--csms.ocpp.tls.port=" + tlsPort);
        command.add("--csms.ocpp.tls.client-certificate-port=-1");
        command.add("--server.port=" + httpPort);
        command.add("--csms.setup.api-token=" + TOKEN);
        command.add("--csms.graphql.mutations-per-minute=0"); // one operator registers thousands
        command.add("--csms.housekeeping.enabled=false"); // simulated charge points have no configuration to tell
        command.add("--csms.data-directory=" + installation.data().toAbsolutePath());
        for (String lifted : LIFTED) { // simulated charge points have one address, and are faster than any
            if (installation.arguments().stream().noneMatch(given -> given.startsWith(lifted + "="))) {
                command.add(lifted + "=0");
            }
        }
        command.addAll(installation.arguments());
        File log = installation.directory().resolve("product.log").toFile();
        try {
            process = new ProcessBuilder(command)
                    .directory(installation.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and returns at once. */
    public static Product launch(Installation installation) {
        return new Product(installation);
    }

    /** Starts it and waits until it says that it is ready. */
    public static Product start(Installation installation) {
        Product product = launch(installation);
        try {
            product.awaitReadiness();
        } catch (RuntimeException e) {
            product.close();
            throw e;
        }
        return product;
    }

    /** A second node on the first one's database. */
    public Product startNode(String name) {
        Path home = installation.data();
        try {
            List<String> postmaster =
                    Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"));
            String password =
                    Files.readString(home.resolve("postgres-password")).strip();
            return start(installation
                    .with("--csms.node=" + name)
                    .with("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + postmaster.get(3) + "/postgres")
                    .with("--spring.datasource.username=csms")
                    .with("--spring.datasource.password=" + password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int ocppPort() {
        return ocppPort;
    }

    /** Of {@code wss}. */
    public int tlsPort() {
        return tlsPort;
    }

    public long pid() {
        return process.pid();
    }

    public void awaitReadiness() {
        retry("it was not ready", () -> get("/actuator/health/readiness").statusCode() == 200);
    }

    /**
     * Boots a charge point as soon as one can connect.
     *
     * @return from the start of the process to the answer Accepted
     */
    public Duration awaitFirstBoot(String identity) {
        retry("no charge point could boot", () -> isBootAccepted(identity));
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    public Operator operator() {
        return new Operator(http, uri("/graphql"));
    }

    /** Metrics in Prometheus' text format; empty if there are none. */
    String metrics() {
        HttpResponse<String> response = get("/actuator/prometheus");
        return response.statusCode() == 200 ? response.body() : "";
    }

    public CpuTime cpuTime() {
        Duration jvm = ProcessTable.cpuTime(pid());
        Duration postgres = ProcessTable.cpuTimeWithChildren(postmaster());
        return new CpuTime(
                jvm,
                postgres,
                ProcessTable.cpuTimeByThreadName(pid()),
                busyWithoutBenchmark().minus(jvm).minus(postgres));
    }

    public CpuTime cpuTimeSinceLaunch() {
        return cpuTime().since(new CpuTime(Duration.ZERO, Duration.ZERO, Map.of(), busyAtLaunch));
    }

    private static Duration busyWithoutBenchmark() {
        return ProcessTable.busy()
                .minus(ProcessTable.cpuTime(ProcessHandle.current().pid()));
    }

    public Memory memory() {
        long postgres = Stream.concat(Stream.of(postmaster()), ProcessTable.children(postmaster()).stream())
                .mapToLong(ProcessTable::proportionalKiB)
                .sum();
        return new Memory(ProcessTable.residentKiB(pid()), postgres, 0);
    }

    /** After a full collection, so that garbage does not count. */
    public Memory memoryWithoutGarbage() {
        diagnose("GC.run");
        diagnose("GC.run");
        Memory memory = memory();
        long heap = diagnose("GC.heap_info")
                .lines()
                .filter(line -> line.contains(" used "))
                .findFirst()
                .map(line -> line.replaceAll(".* used (\\d+)K.*", "$1"))
                .map(Long::parseLong)
                .orElse(0L);
        return new Memory(memory.jvmResident(), memory.postgresProportional(), heap);
    }

    /** Has the JVM carry out a diagnostic command of {@code jcmd}. */
    public String diagnose(String... command) {
        List<String> jcmd = new ArrayList<>();
        jcmd.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        jcmd.add(Long.toString(pid()));
        jcmd.addAll(List.of(command));
        try {
            Process running = new ProcessBuilder(jcmd).redirectErrorStream(true).start();
            String output = new String(running.getInputStream().readAllBytes());
            running.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Stops it in order; by force if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    private long postmaster() {
        if (postmaster == 0) {
            try (Stream<Path> files = Files.find(
                    installation.data(), 4, (path, _) -> path.endsWith("postmaster.pid"), new FileVisitOption[0])) {
                Path file = files.findFirst()
                        .orElseThrow(() -> new IllegalStateException("no postmaster.pid in " + installation.data()));
                postmaster = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postmaster;
    }

    private boolean isBootAccepted(String identity) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                answer.complete(text.toString());
                return CompletableFuture.completedStage(null);
            }
        };
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .subprotocols("ocpp1.6")
                    .buildAsync(URI.create("ws://127.0.0.1:" + ocppPort + "/ocpp/" + identity), listener)
                    .join();
            socket.sendText(
                    "[2,\"first\",\"BootNotification\",{\"chargePointVendor\":\"Bench\",\"chargePointModel\":\"First\"}]",
                    true);
            boolean accepted = answer.get(10, TimeUnit.SECONDS).contains("\"Accepted\"");
            socket.abort();
            return accepted;
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        } catch (java.util.concurrent.ExecutionException | CompletionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private void retry(String otherwise, Attempt attempt) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (attempt.succeeds()) {
                    return;
                }
                Thread.sleep(RETRY);
            } catch (IOException | UncheckedIOException e) {
                pause();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        }
        throw new IllegalStateException(otherwise + ": " + (process.isAlive() ? "time is up" : "it has ended")
                + "; see " + installation.directory().resolve("product.log"));
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + TOKEN)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Attempt {
        boolean succeeds() throws IOException;
    }
}
