package dev.csms.app.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_was_learnt_is_used_by_the_same_process_with_the_same_arguments() throws Exception {
        Path program = packaged();
        Files.writeString(WarmStart.learntBy(program), "nothing that a JVM has learnt, which does no harm");

        Output output = run("-Xmx99m", "-jar", program.toString(), "--a=größer", "");

        assertThat(output.lines())
                .containsExactly(
                        "process " + output.process(),
                        "option -XX:AOTCache=" + WarmStart.learntBy(program),
                        "option -XX:+ExitOnOutOfMemoryError",
                        "option -Xmx99m",
                        "argument --a=größer",
                        "argument ");
    }

    @Test
    void without_it_the_program_just_starts() throws Exception {
        Path program = packaged();

        Output output = run("-jar", program.toString(), "--a=b");

        assertThat(output.lines()).containsExactly("process " + output.process(), "argument --a=b");
    }

    @Test
    void it_can_be_forbidden() throws Exception {
        Path program = packaged();
        Files.writeString(WarmStart.learntBy(program), "");

        Output output = run("-Dcsms.warm-start=false", "-jar", program.toString());

        assertThat(output.lines()).containsExactly("process " + output.process(), "option -Dcsms.warm-start=false");
    }

    @Test
    void whoever_has_decided_how_classes_are_loaded_has_decided() {
        assertThat(WarmStart.isDecidedOtherwise(List.of("java", "-XX:AOTMode=off", "-jar", "csms.jar")))
                .isTrue();
        assertThat(WarmStart.isDecidedOtherwise(List.of("java", "-javaagent:some.jar", "-jar", "csms.jar")))
                .isTrue();
        assertThat(WarmStart.isDecidedOtherwise(List.of("java", "-Xmx1g", "-jar", "csms.jar")))
                .isFalse();
    }

    private record Output(long process, List<String> lines) {}

    private static Output run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            return new Output(
                    process.pid(),
                    new String(output.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    private Path packaged() throws IOException {
        Path path = directory.resolve("program.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Class<?> type : List.of(WarmStart.class, Program.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream code = type.getClassLoader().getResourceAsStream(name)) {
                    code.transferTo(jar);
                }
            }
        }
        return path;
    }

    /** Says who it is and what it was told. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            WarmStart.insteadOfCold();
            System.out.println("process " + ProcessHandle.current().pid());
            for (String option :
                    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                if (!option.startsWith("-Xlog")) {
                    System.out.println("option " + option);
                }
            }
            for (String argument : arguments) {
                System.out.println("argument " + argument);
            }
        }
    }
}
