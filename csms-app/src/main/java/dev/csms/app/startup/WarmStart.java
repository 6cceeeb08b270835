package dev.csms.app.startup;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts over with what the JVM has learnt in a {@link Rehearsal}: classes as they were loaded and linked, and what is
 * worth compiling. The JVM takes the name of that file from its command line alone, so the program replaces itself by
 * itself (execv), with one option more: the process stays the same one, and a tenth of a second is spent to save five.
 *
 * <p>Whatever stands in the way, the program starts as it would without.
 */
public final class WarmStart {

    private static final String SETTING = "csms.warm-start";
    private static final String VARIABLE = "CSMS_WARM_START";

    /** Options with which somebody else has decided how classes are loaded, or that bear no second start. */
    private static final List<String> CONTRARY =
            List.of("-XX:AOT", "-XX:+AOT", "-XX:SharedArchiveFile", "-Xshare", "-javaagent", "-agentlib", "-agentpath");

    private WarmStart() {}

    /** Does not return if the program starts over. Before anything that takes time. */
    public static void insteadOfCold() {
        Optional<Path> program = program();
        if (program.isEmpty() || !Boolean.parseBoolean(System.getProperty(SETTING, variable(VARIABLE, "true")))) {
            return;
        }
        Path learnt = learntBy(program.get());
        if (Files.isReadable(learnt)) {
            try {
                List<String> command = commandLine();
                if (!isDecidedOtherwise(command)) {
                    replaceBy(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString(), with(learnt, command));
                }
            } catch (IOException | UnsupportedOperationException e) {
                // not Linux
            }
        }
    }

    /** The packaged program, if it is what runs. */
    static Optional<Path> program() {
        Path path = Path.of(System.getProperty("java.class.path"));
        return path.toString().endsWith(".jar") && Files.isRegularFile(path)
                ? Optional.of(path.toAbsolutePath())
                : Optional.empty();
    }

    /** The JVM checks by itself that it is what this very JVM learnt from this very program, or does without. */
    static Path learntBy(Path program) {
        return program.resolveSibling(program.getFileName().toString().replaceAll("\\.jar$", ".aot"));
    }

    private static String variable(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }

    /** As bytes, one character each: whatever their encoding is, they are handed on. */
    private static List<String> commandLine() throws IOException {
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
        return List.of(line.substring(0, line.length() - 1).split("\0", -1));
    }

    static boolean isDecidedOtherwise(List<String> command) {
        return Stream.concat(
                        command.stream(),
                        Stream.of(variable("JAVA_TOOL_OPTIONS", ""), variable("JDK_JAVA_OPTIONS", ""))
                                .flatMap(options -> Stream.of(options.split("\\s+"))))
                .anyMatch(option -> CONTRARY.stream().anyMatch(option::startsWith));
    }

    static List<String> with(Path learnt, List<String> command) {
        List<String> longer = new ArrayList<>(command);
        String path = new String(learnt.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        // before what was given, which wins
        longer.addAll(1, List.of("-XX:AOTCache=" + path, "-Xlog:aot*=off", "-XX:+ExitOnOutOfMemoryError"));
        return longer;
    }

    @SuppressWarnings("restricted") // the manifest allows it
    private static void replaceBy(String executable, List<String> command) {
        Linker linker = Linker.nativeLinker();
        MethodHandle execv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("execv"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, command.size() + 1); // the last one is null
            for (int i = 0; i < command.size(); i++) {
                pointers.setAtIndex(
                        ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i), StandardCharsets.ISO_8859_1));
            }
            int _ = (int) execv.invokeExact(arena.allocateFrom(executable), pointers);
        } catch (Throwable e) {
            throw new UnsupportedOperationException(e);
        }
    }
}
