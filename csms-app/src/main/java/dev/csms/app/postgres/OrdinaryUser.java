package dev.csms.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. When the application does, the server runs as nobody: in a user namespace, which
 * leaves the files root's, or where those are forbidden (in many containers) with its files given away.
 */
final class OrdinaryUser {

    private static final String NOBODY = "65534";

    private final List<String> prefix;
    private final boolean givesFilesAway;

    private OrdinaryUser(List<String> prefix, boolean givesFilesAway) {
        this.prefix = prefix;
        this.givesFilesAway = givesFilesAway;
    }

    static OrdinaryUser find() {
        if (!isRoot()) {
            return new OrdinaryUser(List.of(), false);
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace)) {
            return new OrdinaryUser(namespace, false);
        }
        List<String> setpriv = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (works(setpriv)) {
            return new OrdinaryUser(setpriv, true);
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and there is neither unshare nor setpriv to leave root with.",
                "Start the application as an ordinary user, or name a database with spring.datasource.url.");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> run(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Lets the server use what is here. */
    void give(Path path) throws IOException {
        if (!givesFilesAway || !Files.exists(path)) {
            return;
        }
        UserPrincipal nobody =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                Files.setOwner(file, nobody);
            }
        }
    }
}
