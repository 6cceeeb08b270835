package dev.csms.bench;

import static java.util.Objects.requireNonNull;

import dev.csms.bench.load.Action;
import dev.csms.bench.load.Histogram;
import dev.csms.bench.load.Measurements;
import dev.csms.bench.product.CpuTime;
import dev.csms.bench.product.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes results down: a table in Markdown for people, a file in JSON for each row, a profile where one was taken. */
final class Report {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEAD = """
        | workload | calls/s | p50 | p99 | p99.9 | max | CPU s per 1,000 calls, JVM + PostgreSQL | projection lag p99, max | remarks |
        |---|---|---|---|---|---|---|---|---|
        """;

    private final Path directory;
    private final List<Result> results = new ArrayList<>();

    Report(Path directory) {
        this.directory = directory;
    }

    void add(Result result) throws IOException {
        results.add(result);
        String name = result.row().name();
        Files.writeString(directory.resolve(name + ".json"), json(result).toPrettyString());
        if (result.profile() != null) {
            Files.writeString(directory.resolve(name + ".profile.txt"), result.profile());
        }
        Files.writeString(directory.resolve("results.md"), table());
    }

    String table() {
        StringBuilder table = new StringBuilder(HEAD);
        results.forEach(result -> table.append(line(result)));
        return table.toString();
    }

    boolean hasViolations() {
        return results.stream()
                .map(Result::measurements)
                .anyMatch(measurements ->
                        measurements != null && !measurements.violations().isEmpty());
    }

    private static String line(Result result) {
        Measurements measured = result.measurements();
        List<String> cells = new ArrayList<>();
        cells.add(result.row().title());
        if (measured == null) {
            cells.addAll(List.of("", "", "", "", "", "", ""));
        } else {
            Histogram latency = measured.latencySinceIntended();
            cells.add(String.format(Locale.ROOT, "%,.0f", measured.callsPerSecond()));
            cells.add(millis(latency.percentile(50)));
            cells.add(millis(latency.percentile(99)));
            cells.add(millis(latency.percentile(99.9)));
            cells.add(millis(latency.max()));
            cells.add(cpu(result, measured));
            cells.add(lag(result));
        }
        cells.add(remarks(result));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String remarks(Result result) {
        List<String> remarks = new ArrayList<>();
        if (result.duration() != null) {
            remarks.add(seconds(result.duration()));
        }
        Histogram operations = result.operations();
        if (operations != null) {
            remarks.add("%,d operations: p50 %s, p99 %s, max %s"
                    .formatted(
                            operations.total(),
                            millis(operations.percentile(50)),
                            millis(operations.percentile(99)),
                            millis(operations.max())));
        }
        if (result.perConnection() != null) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%.1f KiB resident for each (%.1f at first), %.1f KiB heap",
                    result.perConnection().residentKiB(),
                    result.perConnection().firstResidentKiB(),
                    result.perConnection().heapKiB()));
        }
        Measurements measured = result.measurements();
        if (measured != null) {
            Histogram sessions = measured.sessions();
            if (sessions.total() > 0) {
                remarks.add("whole session p50 %s, p99 %s"
                        .formatted(millis(sessions.percentile(50)), millis(sessions.percentile(99))));
            }
            if (result.catchUp() != null && result.catchUp().toMillis() > 500) {
                remarks.add("projections caught up " + seconds(result.catchUp()) + " later");
            }
            if (!measured.violations().isEmpty()) {
                remarks.add("VIOLATIONS " + measured.violations());
            }
        }
        if (result.othersCores() > 0.1) {
            remarks.add(String.format(Locale.ROOT, "others took %.1f cores", result.othersCores()));
        }
        return String.join("; ", remarks);
    }

    private static String cpu(Result result, Measurements measured) {
        CpuTime cpu = result.cpu();
        if (cpu == null || measured.calls() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%.3f + %.3f",
                perThousand(cpu.jvm(), measured.calls()),
                perThousand(cpu.postgres(), measured.calls()));
    }

    private static String lag(Result result) {
        Result.Lag lag = result.lag();
        return lag == null || Double.isNaN(lag.maxSeconds())
                ? ""
                : String.format(Locale.ROOT, "%.0f, %.0f ms", lag.p99Seconds() * 1000, lag.maxSeconds() * 1000);
    }

    private static ObjectNode json(Result result) {
        ObjectNode node = JSON.createObjectNode()
                .put("row", result.row().name())
                .put("title", result.row().title());
        node.put("others_cores", result.othersCores());
        if (result.duration() != null) {
            node.put("duration_s", result.duration().toNanos() / 1e9);
        }
        if (result.perConnection() != null) {
            node.put("first_resident_kib_per_connection", result.perConnection().firstResidentKiB())
                    .put("resident_kib_per_connection", result.perConnection().residentKiB())
                    .put("heap_kib_per_connection", result.perConnection().heapKiB());
        }
        Memory memory = result.memory();
        if (memory != null) {
            node.putObject("memory_kib")
                    .put("jvm_resident", memory.jvmResident())
                    .put("postgres_proportional", memory.postgresProportional())
                    .put("jvm_heap_after_collection", memory.jvmHeapAfterCollection());
        }
        if (result.measurements() != null) {
            measured(result, node);
        }
        return node;
    }

    private static void measured(Result result, ObjectNode node) {
        Measurements measured = requireNonNull(result.measurements());
        long calls = measured.calls();
        node.put("window_s", measured.window().toNanos() / 1e9)
                .put("calls", calls)
                .put("calls_per_s", measured.callsPerSecond());
        latency(node.putObject("latency_ms"), measured.latency());
        latency(node.putObject("latency_since_intended_ms"), measured.latencySinceIntended());
        latency(node.putObject("session_ms"), measured.sessions());
        latency(node.putObject("own_lateness_ms"), measured.ownLateness());
        ObjectNode actions = node.putObject("actions");
        for (Action action : Action.values()) {
            if (measured.latency(action).total() > 0) {
                latency(actions.putObject(action.spelling()), measured.latency(action));
            }
        }
        ObjectNode cpu = node.putObject("cpu_s_per_1000_calls");
        if (result.cpu() != null && calls > 0) {
            ObjectNode threads = JSON.createObjectNode();
            result.cpu().threads().entrySet().stream()
                    .filter(thread -> !thread.getValue().isZero())
                    .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                    .forEach(thread -> threads.put(thread.getKey(), perThousand(thread.getValue(), calls)));
            cpu.put("jvm", perThousand(result.cpu().jvm(), calls))
                    .put("postgres", perThousand(result.cpu().postgres(), calls))
                    .put("load_generator", perThousand(measured.ownCpu(), calls))
                    .set("jvm_by_thread", threads);
        }
        Result.Lag lag = result.lag();
        if (lag != null) {
            ObjectNode lags = node.putObject("projection_lag_s")
                    .put("p99", lag.p99Seconds())
                    .put("max", lag.maxSeconds());
            ObjectNode each = lags.putObject("max_of_each");
            lag.maxOfEach().forEach(each::put);
        }
        if (result.catchUp() != null) {
            node.put("caught_up_after_s", result.catchUp().toNanos() / 1e9);
        }
        ObjectNode violations = node.putObject("violations");
        measured.violations().forEach(violations::put);
    }

    private static void latency(ObjectNode node, Histogram histogram) {
        node.put("count", histogram.total());
        for (double percent : new double[] {50, 90, 99, 99.9}) {
            String name = "p" + (percent == Math.rint(percent) ? "%.0f" : "%.1f").formatted(percent);
            node.put(name, histogram.percentile(percent).toNanos() / 1e6);
        }
        node.put("max", histogram.max().toNanos() / 1e6);
    }

    private static double perThousand(Duration time, long calls) {
        return time.toNanos() / 1e6 / calls;
    }

    private static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%,.0f ms", millis);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }
}
