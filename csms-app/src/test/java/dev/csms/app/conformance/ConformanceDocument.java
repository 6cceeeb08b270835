package dev.csms.app.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;

/** The part of docs/conformance.md that says which scenarios there are and how they end. */
final class ConformanceDocument {

    static final String PASSES = "passes";
    static final String FAILS = "fails";

    private static final Path DOCUMENT =
            Path.of("..").toAbsolutePath().normalize().resolve("docs/conformance.md");
    private static final String BEGIN = "<!-- scenarios: written by ConformanceDocumentTest -->\n";
    private static final String END = "<!-- end of scenarios -->\n";

    private static final List<Class<? extends CertificationScenarios>> PLAYED = List.of(
            CertificateTest.class,
            CoreSessionsTest.class,
            CoreOperationsTest.class,
            FirmwareAndDiagnosticsTest.class,
            LocalAuthListTest.class,
            LogsAndSignedFirmwareTest.class,
            RemoteTriggerTest.class,
            ReservationTest.class,
            SecurityTest.class,
            SmartChargingTest.class,
            TlsScenariosTest.class,
            TransportTest.class);

    private ConformanceDocument() {}

    /** The scenarios that are tests, with the methods that play them, by id. */
    static SortedMap<String, Method> played() {
        SortedMap<String, Method> byId = new TreeMap<>();
        for (Class<?> type : PLAYED) {
            for (Method method : type.getDeclaredMethods()) {
                if (Scenario.isPlayedBy(method) && byId.put(Scenario.of(method).id(), method) != null) {
                    throw new IllegalStateException(method + " plays a scenario that another one plays");
                }
            }
        }
        return byId;
    }

    /** As it is in the document; with the markers. */
    static String section() {
        String text = read();
        return text.substring(begin(text), end(text));
    }

    /** As it is to be if all scenarios that are not disabled pass. */
    static String expected() {
        return render(Map.of());
    }

    /** @param results by scenario id, of those that were played just now */
    static void write(Map<String, String> results) {
        String text = read();
        try {
            Files.writeString(DOCUMENT, text.substring(0, begin(text)) + render(results) + text.substring(end(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String render(Map<String, String> results) {
        Map<Scenario, String> rows = new HashMap<>();
        played().forEach((id, method) -> rows.put(Scenario.of(method), results.getOrDefault(id, supposed(method))));
        return rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Scenario::id)))
                .map(row -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                row.getKey().id(),
                                row.getKey().name(),
                                row.getKey().profile(),
                                row.getValue()))
                .collect(Collectors.joining(
                        "", BEGIN + "| scenario | name | profile | result |\n|---|---|---|---|\n", END));
    }

    private static String supposed(Method method) {
        return Stream.of(method, method.getDeclaringClass())
                .map(it -> it.getAnnotation(Disabled.class))
                .filter(it -> it != null)
                .findFirst()
                .map(it -> FAILS + ": " + it.value())
                .orElse(PASSES);
    }

    private static String read() {
        try {
            return Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int begin(String text) {
        return found(text.indexOf(BEGIN), BEGIN);
    }

    private static int end(String text) {
        return found(text.indexOf(END), END) + END.length();
    }

    private static int found(int position, String marker) {
        if (position < 0) {
            throw new IllegalStateException(DOCUMENT + " has no line " + marker);
        }
        return position;
    }

    static List<String> ids() {
        return List.copyOf(played().keySet());
    }
}
