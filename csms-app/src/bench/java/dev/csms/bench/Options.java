package dev.csms.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the command line asks for.
 *
 * @param rows           names of the rows to measure, in their order
 * @param list           only say which rows there are
 * @param warmUp         before each window
 * @param window         what is measured
 * @param pastTransactions that rows with history find
 * @param idTags         that rows with history find registered
 * @param jar            the packaged product
 * @param directory      for data and results; emptied of data at the start unless it is to be kept
 * @param keepData       whether to go on with the data of the last run
 * @param rehearsed      whether the product's JVM has learnt from a rehearsal
 * @param profile        whether the product's JVM is profiled in each window, which costs it a few per cent
 * @param jvmOptions     of the product's JVM
 * @param arguments      properties of the product
 */
record Options(
        List<String> rows,
        boolean list,
        Duration warmUp,
        Duration window,
        int pastTransactions,
        int idTags,
        Path jar,
        Path directory,
        boolean keepData,
        boolean rehearsed,
        boolean profile,
        List<String> jvmOptions,
        List<String> arguments) {

    static final String USAGE = """
        --list                     the rows there are
        --rows=a,b                 which to measure (all)
        --warm-up=60               seconds before each window
        --window=20                seconds that are measured
        --past-transactions=100000 for the rows with history
        --id-tags=100000           for the rows with history
        --jar=csms-app/target/csms.jar
        --directory=csms-app/target/bench
        --keep-data                go on with the data of the last run
        --rehearsed                let the JVM learn from a rehearsal first (docs/operations.md)
        --profile                  profile the product's JVM in each window
        --jvm="-Xmx1g .."          options of the product's JVM
        --product="--a=b .."       properties of the product
        """;

    static Options of(String... arguments) {
        for (String argument : arguments) {
            String name = argument.replaceAll("=.*", "");
            if (USAGE.lines().noneMatch(line -> line.startsWith(name + " ") || line.startsWith(name + "="))) {
                throw new IllegalArgumentException("unknown option " + argument + "\n" + USAGE);
            }
        }
        Arguments given = new Arguments(arguments);
        return new Options(
                given.value("--rows", text -> List.of(text.split(",")), Row.names()),
                given.has("--list"),
                given.value("--warm-up", Options::seconds, Duration.ofSeconds(60)),
                given.value("--window", Options::seconds, Duration.ofSeconds(20)),
                given.value("--past-transactions", Integer::valueOf, 100_000),
                given.value("--id-tags", Integer::valueOf, 100_000),
                given.value("--jar", Path::of, Path.of("csms-app/target/csms.jar")),
                given.value("--directory", Path::of, Path.of("csms-app/target/bench")),
                given.has("--keep-data"),
                given.has("--rehearsed"),
                given.has("--profile"),
                given.value("--jvm", Options::words, List.of()),
                given.value("--product", Options::words, List.of()));
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis((long) (Double.parseDouble(text.toLowerCase(Locale.ROOT)) * 1000));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private record Arguments(String... given) {

        boolean has(String name) {
            return List.of(given).contains(name);
        }

        <T> T value(String name, Function<String, T> reading, T otherwise) {
            return Arrays.stream(given)
                    .filter(argument -> argument.startsWith(name + "="))
                    .map(argument -> argument.substring(name.length() + 1))
                    .reduce((_, last) -> last)
                    .map(reading)
                    .orElse(otherwise);
        }
    }
}
