package dev.csms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program: {@code mvn -pl csms-app -am -Pbench verify}, with options in {@code -Dbench="--rows=.. --window=.."}.
 */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        List<Row> rows;
        try {
            options = Options.of(arguments);
            rows = options.rows().stream().map(Row::named).toList();
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
            System.exit(64);
            return;
        }
        if (options.list()) {
            Row.ALL.forEach(row -> say("%-24s %s".formatted(row.name(), row.title())));
            return;
        }
        if (!options.keepData()) {
            delete(options.directory());
        }
        Files.createDirectories(options.directory());
        Report report = new Report(options.directory());
        try (Course course = new Course(options, Benchmark::say)) {
            for (Row row : rows) {
                report.add(course.measure(row));
            }
        }
        say("\n" + report.table() + "\nDetails are in " + options.directory().toAbsolutePath());
        if (report.hasViolations()) {
            System.exit(2);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
