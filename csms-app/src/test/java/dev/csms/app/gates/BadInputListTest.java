package dev.csms.app.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every bad input has one right answer, and a test of it. The inputs are numbered: TLS and certificates (C), handshakes
 * (H), frames (F), messages (J), what messages mean (D), operators (G). A test claims those that it is about as its tags, or
 * as first words in the tables of {@code BadInputTest}. Tests are where what they are about is, in three modules, so that
 * they are looked for in the sources.
 */
class BadInputListTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, Integer> ROWS = Map.of("C", 12, "H", 14, "F", 10, "J", 22, "D", 12, "G", 14);
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest");
    private static final Pattern ID = Pattern.compile("[CHFJDG]\\d+");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^ +([CHFJDG]\\d+) +\\|");

    @Test
    void every_row_is_claimed_by_a_test() throws IOException {
        Set<String> rows = new TreeSet<>();
        ROWS.forEach((letter, last) ->
                IntStream.rangeClosed(1, last).mapToObj(i -> letter + i).forEach(rows::add));

        assertThat(claims()).containsExactlyInAnyOrderElementsOf(rows);
    }

    private static Set<String> claims() throws IOException {
        Set<String> claims = new TreeSet<>();
        List<Path> tagged = tests().filter(test -> text(test).contains("@Tag(")).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(tagged));
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree of) {
                        collect(of, claims);
                    }
                }
            }
        }
        tests().filter(test -> test.endsWith("BadInputTest.java")).forEach(test -> {
            Matcher row = TABLE_ROW.matcher(text(test));
            while (row.find()) {
                claims.add(row.group(1));
            }
        });
        return claims;
    }

    private static void collect(ClassTree of, Set<String> claims) {
        for (Tree member : of.getMembers()) {
            if (member instanceof MethodTree method) {
                List<? extends AnnotationTree> annotations =
                        method.getModifiers().getAnnotations();
                List<String> ids = annotations.stream()
                        .filter(it -> name(it).equals("Tag"))
                        .map(it -> it.getArguments().getFirst().toString().replace("\"", ""))
                        .filter(tag -> ID.matcher(tag).matches())
                        .toList();
                assertThat(ids.isEmpty()
                                || annotations.stream()
                                        .map(BadInputListTest::name)
                                        .anyMatch(TESTS::contains))
                        .as("%s.%s claims %s and is no test", of.getSimpleName(), method.getName(), ids)
                        .isTrue();
                claims.addAll(ids);
            }
        }
    }

    private static String name(AnnotationTree annotation) {
        return annotation.getAnnotationType().toString();
    }

    private static Stream<Path> tests() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList().stream()
                    .flatMap(BadInputListTest::testsIn);
        }
    }

    private static Stream<Path> testsIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
