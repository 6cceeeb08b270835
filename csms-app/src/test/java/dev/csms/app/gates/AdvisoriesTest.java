package dev.csms.app.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody has looked at each library in the program, in the version that is in it: {@code docs/advisories.yaml}. */
class AdvisoriesTest {

    private static final Path LEDGER = Path.of("..", "docs", "advisories.yaml");
    private static final String OURS = "dev.csms";

    private final Map<String, String> inTheProgram = components();
    private final List<Map<String, Object>> ledger = ledger();

    @Test
    void each_library_has_been_looked_at_in_its_version() {
        Map<String, String> missing = new TreeMap<>(inTheProgram);
        ledger.forEach(entry -> missing.remove(text(entry, "coordinate"), text(entry, "version")));

        assertThat(missing)
                .as("look for advisories, and put into %s:\n%s", LEDGER, skeletons(missing))
                .isEmpty();
    }

    @Test
    void nothing_is_listed_that_is_not_in_the_program() {
        assertThat(ledger)
                .filteredOn(entry -> !entry.containsKey("platform"))
                .extracting(entry -> text(entry, "coordinate"))
                .doesNotHaveDuplicates()
                .isSubsetOf(inTheProgram.keySet());
    }

    @Test
    void each_entry_says_when_what_and_why_and_none_is_open() {
        assertThat(ledger).isNotEmpty().allSatisfy(entry -> {
            assertThat(text(entry, "date")).matches("2\\d{3}-\\d\\d-\\d\\d");
            assertThat(text(entry, "findings")).isNotBlank();
            assertThat(text(entry, "decision")).startsWith("keep");
            assertThat(text(entry, "findings").startsWith("None known to us")
                            || text(entry, "decision").length() > "keep: ".length()
                            || text(entry, "findings").contains("is fixed in")
                            || text(entry, "findings").contains("are fixed in"))
                    .as("%s: a finding that is not fixed needs a reason", entry)
                    .isTrue();
        });
    }

    private static String skeletons(Map<String, String> missing) {
        return missing.entrySet().stream()
                .map(library -> """
                        - coordinate: %s
                          version: "%s"
                          date:
                          findings:
                          decision: open
                        """.formatted(library.getKey(), library.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Map<String, Object> entry, String key) {
        return String.valueOf(entry.getOrDefault(key, ""));
    }

    /** As the build puts it into the program. */
    private static Map<String, String> components() {
        try (InputStream sbom = AdvisoriesTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            assumeThat(sbom)
                    .as("the list of libraries, which the build makes unless Maven is offline")
                    .isNotNull();
            Map<String, String> components = new TreeMap<>();
            for (JsonNode component : JsonMapper.shared().readTree(sbom).path("components")) {
                String group = component.path("group").asString("");
                if (!group.equals(OURS)) {
                    components.put(
                            group + ":" + component.path("name").asString(""),
                            component.path("version").asString(""));
                }
            }
            assertThat(components).hasSizeGreaterThan(50);
            return components;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Map<String, Object>> ledger() {
        try {
            String text = Files.readString(LEDGER).replaceAll("(?m)^( +date: )(\\S+)$", "$1\"$2\"");
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
