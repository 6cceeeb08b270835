package dev.csms.app.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All code is formatted by palantir-java-format. {@code -Dformat=apply} does it. */
class FormattingTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void all_code_is_formatted() throws IOException {
        List<Path> different =
                sources().parallel().filter(this::differs).sorted().toList();

        assertThat(different)
                .as("not formatted; mvn -pl csms-app -am test -Dtest=FormattingTest -Dformat=apply"
                        + " -Dsurefire.failIfNoSpecifiedTests=false does it")
                .isEmpty();
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(FormattingTest::javaFiles)
                    .toList()
                    .stream();
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean differs(Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatter.formatSourceAndFixImports(source);
            if (withoutTextBlockIndentation(formatted).equals(withoutTextBlockIndentation(source))) {
                return false;
            }
            if ("apply".equals(System.getProperty("format"))) {
                Files.writeString(file, formatted);
                return false;
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** The formatter moves some text blocks to and fro, by a rule of its own, each time it is run; any place will do. */
    private static String withoutTextBlockIndentation(String source) {
        StringBuilder text = new StringBuilder(source.length());
        boolean block = false;
        for (String part : source.split("\"\"\"", -1)) {
            text.append(block ? part.replaceAll("(?m)^[ \t]+", "") : part).append("\"\"\"");
            block = !block;
        }
        return text.toString();
    }
}
