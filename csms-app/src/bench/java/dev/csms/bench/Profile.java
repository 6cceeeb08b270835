package dev.csms.bench;

import dev.csms.bench.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Where a JVM spent its CPU time, by Flight Recorder's samples. */
final class Profile {

    private static final int SHOWN = 30;

    private static final List<String> OWNERS = List.of(
            "dev.csms.ocpp",
            "dev.csms.query",
            "dev.csms.app",
            "dev.csms.domain",
            "org.axonframework",
            "org.postgresql",
            "com.zaxxer.hikari",
            "tools.jackson",
            "org.springframework",
            "io.micrometer",
            "io.netty",
            "ch.qos.logback");

    private final Map<String, Integer> self = new HashMap<>();
    private final Map<String, Integer> selfWithCaller = new HashMap<>();
    private final Map<String, Integer> inclusive = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private final Map<String, Integer> threads = new HashMap<>();
    private int samples;

    /** Begins to sample the product. */
    static Recording record(Product product, Path file) {
        product.diagnose(
                "JFR.start",
                "name=bench",
                "settings=profile",
                "jdk.CPUTimeSample#enabled=true",
                "jdk.CPUTimeSample#throttle=5ms");
        return new Recording(product, file);
    }

    record Recording(Product product, Path file) {

        /** Ends it and sums it up. */
        String stop() {
            product.diagnose("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
            return Profile.of(file).toString();
        }
    }

    static Profile of(Path file) {
        String event = holds(file, "jdk.CPUTimeSample") ? "jdk.CPUTimeSample" : "jdk.ExecutionSample";
        Profile profile = new Profile();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent sample = recording.readEvent();
                if (sample.getEventType().getName().equals(event)) {
                    profile.add(sample);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profile;
    }

    private static boolean holds(Path file, String event) {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                if (recording.readEvent().getEventType().getName().equals(event)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(RecordedEvent sample) {
        RecordedStackTrace stack = sample.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        samples++;
        List<String> frames = new ArrayList<>();
        for (RecordedFrame frame : stack.getFrames()) {
            frames.add(frame.getMethod().getType().getName() + "."
                    + frame.getMethod().getName());
        }
        count(self, Set.of(frames.getFirst()));
        count(selfWithCaller, Set.of(frames.getFirst() + " <- " + callers(frames)));
        count(inclusive, new HashSet<>(frames));
        count(
                owners,
                Set.of(frames.stream()
                        .flatMap(frame -> OWNERS.stream().filter(frame::startsWith))
                        .findFirst()
                        .orElse("JDK alone")));
        String field = sample.hasField("eventThread") ? "eventThread" : "sampledThread";
        var thread = sample.getThread(field);
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        count(threads, Set.of(name.isEmpty() ? "(virtual)" : name.replaceAll("\\d+", "n")));
    }

    private static String callers(List<String> frames) {
        return frames.stream()
                .skip(1)
                .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk.") && !frame.startsWith("sun."))
                .limit(2)
                .collect(Collectors.joining(" <- "));
    }

    private static void count(Map<String, Integer> counts, Collection<String> names) {
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
    }

    @Override
    public String toString() {
        return "%d samples of running threads%n%n".formatted(samples)
                + section("Whose code, or whose call into the JDK", owners, "")
                + section("Threads", threads, "")
                + section("Methods, by themselves", self, "")
                + section(
                        "Methods, by themselves, and the first two outside the JDK that called them",
                        selfWithCaller,
                        "")
                + section("Methods, with all that they call", inclusive, "")
                + section("Our methods, with all that they call", inclusive, "dev.csms");
    }

    private String section(String title, Map<String, Integer> counts, String prefix) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .map(entry -> String.format(
                        Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()))
                .collect(Collectors.joining("", title + System.lineSeparator(), System.lineSeparator()));
    }
}
