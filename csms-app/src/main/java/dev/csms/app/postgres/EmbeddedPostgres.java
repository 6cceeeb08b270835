package dev.csms.app.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A PostgreSQL server of our own on a free port of 127.0.0.1. Its data stay in the data directory from start to start;
 * one that an application which was killed has left running is stopped first, cleanly.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** Owns everything. */
    public static final String USER = "csms";

    /** As whom the program works. */
    public static final String APPLICATION_USER = "csms_app";

    private static final String DATABASE = "postgres";
    private static final long LEAST_SPACE = 256L << 20;
    private static final Duration LONGEST_START = Duration.ofSeconds(120); // a recovery may have much to read
    private static final int START_TRIES = 5;
    private static final int PID_FILE_PORT = 3;

    private final Path directory;
    private final RandomAccessFile lockFile;
    private final PostgresPrograms programs;
    private final OrdinaryUser user;
    private final Path data;
    private final String password;
    private final String applicationPassword = randomPassword();
    private final FutureTask<Void> launching;
    private volatile int port;
    private boolean stopped;

    private EmbeddedPostgres(
            Path directory,
            RandomAccessFile lockFile,
            PostgresPrograms programs,
            OrdinaryUser user,
            Path data,
            String password) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.programs = programs;
        this.user = user;
        this.data = data;
        this.password = password;
        launching = new FutureTask<>(this::launch, null);
    }

    /**
     * Starts it, with an empty database if there is none in the directory yet, and waits until it is there.
     *
     * @param directory where everything is kept
     * @param progress  told what is being done, in short sentences
     * @throws EmbeddedPostgresException if it cannot be started, saying why and what to do
     */
    public static EmbeddedPostgres start(Path directory, Consumer<String> progress) {
        EmbeddedPostgres postgres = starting(directory, progress);
        postgres.awaitLaunch();
        return postgres;
    }

    /**
     * The same without the wait, which {@link #url()} makes up for: whoever starts it has other things to do meanwhile.
     * What the directory cannot bear is said at once.
     */
    public static EmbeddedPostgres starting(Path directory, Consumer<String> progress) {
        Path home = directory.toAbsolutePath().normalize();
        checkName(home);
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw unwritable(home, e);
        }
        RandomAccessFile lockFile = lock(home);
        try {
            checkSpace(home);
            PostgresPrograms programs = PostgresPrograms.unpackedIn(home, progress);
            OrdinaryUser user = OrdinaryUser.find();
            user.give(programs.home());
            Path data = home.resolve("postgres");
            Path passwordFile = home.resolve("postgres-password");
            if (!Files.exists(data)) {
                progress.accept("Creating a database in " + data);
                initialise(home, data, passwordFile, programs, user);
            }
            String password = Files.readString(passwordFile).strip();
            EmbeddedPostgres postgres = new EmbeddedPostgres(home, lockFile, programs, user, data, password);
            postgres.stopOrphan(progress);
            progress.accept("Starting PostgreSQL " + PostgresPrograms.VERSION);
            Thread.ofPlatform().daemon().name("postgres-start").start(postgres.launching);
            return postgres;
        } catch (IOException e) {
            release(lockFile);
            throw failed(home, e);
        } catch (RuntimeException e) {
            release(lockFile);
            throw e;
        }
    }

    /** Where one runs, and how to get in. */
    public record Access(String url, String user, String password) {}

    /** One that another process has started in this directory. */
    public static Optional<Access> runningIn(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        try {
            List<String> lines = Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"));
            if (lines.size() <= PID_FILE_PORT
                    || !ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .map(ProcessHandle::isAlive)
                            .orElse(false)) {
                return Optional.empty();
            }
            return Optional.of(new Access(
                    url(Integer.parseInt(lines.get(PID_FILE_PORT).strip())),
                    USER,
                    Files.readString(home.resolve("postgres-password")).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(home, e);
        }
    }

    /** @throws EmbeddedPostgresException if it could not be started, saying why and what to do */
    public String url() {
        awaitLaunch();
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String password() {
        return password;
    }

    /** Of {@link #APPLICATION_USER}, until the next start. */
    public String applicationPassword() {
        return applicationPassword;
    }

    // ---- the directory

    /** pg_ctl starts the server by a shell, with names in double quotes: what is special there would not be a name. */
    private static void checkName(Path directory) {
        if (directory.toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
            throw new EmbeddedPostgresException(
                    "The data directory %s has a character in its name that PostgreSQL's start does not bear: one of"
                                    .formatted(directory)
                            + " \" $ ` \\ or a line feed.",
                    "Choose another one with csms.data-directory.");
        }
    }

    private static RandomAccessFile lock(Path directory) {
        Path path = directory.resolve("in-use");
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                file.setLength(0);
                file.writeBytes(Long.toString(ProcessHandle.current().pid()));
                return file;
            }
            String owner = file.readLine();
            release(file);
            throw inUse(directory, owner == null ? "" : " (process " + owner + ")");
        } catch (OverlappingFileLockException e) {
            release(file);
            throw inUse(directory, " (this one)");
        } catch (IOException e) {
            release(file);
            throw failed(directory, e);
        }
    }

    private static EmbeddedPostgresException inUse(Path directory, String owner) {
        return new EmbeddedPostgresException(
                "Another CSMS%s uses the data directory %s.".formatted(owner, directory),
                "Stop it, or give this one a directory of its own with csms.data-directory.");
    }

    private static void release(RandomAccessFile lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            // the lock ends with the process at the latest
        }
    }

    private static void checkSpace(Path directory) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < LEAST_SPACE) {
            throw new EmbeddedPostgresException(
                    "Only %d MB are free for the data directory %s; PostgreSQL needs %d MB to start."
                            .formatted(free >> 20, directory, LEAST_SPACE >> 20),
                    "Make room, or choose another directory with csms.data-directory.");
        }
    }

    private static EmbeddedPostgresException unwritable(Path directory, IOException cause) {
        return new EmbeddedPostgresException(
                "The data directory %s cannot be written to (%s).".formatted(directory, reason(cause)),
                "Make it writable for this user, or choose another one with csms.data-directory.",
                cause);
    }

    private static EmbeddedPostgresException failed(Path directory, IOException cause) {
        return cause instanceof AccessDeniedException
                ? unwritable(directory, cause)
                : new EmbeddedPostgresException(
                        "The embedded PostgreSQL in %s could not be started: %s.".formatted(directory, reason(cause)),
                        "Its messages are in " + directory.resolve("postgres-log") + ".",
                        cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }

    // ---- the first time

    private static void initialise(
            Path home, Path data, Path passwordFile, PostgresPrograms programs, OrdinaryUser user) throws IOException {
        Path unfinished = home.resolve("postgres.unfinished");
        PostgresPrograms.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, randomPassword() + "\n");
        user.give(unfinished);
        user.give(passwordFile);
        run(user.run(List.of(
                programs.program("initdb"),
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions")));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    // ---- start and stop

    private void awaitLaunch() {
        try {
            launching.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(directory, new IOException("interrupted", e));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EmbeddedPostgresException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        }
    }

    private void launch() {
        try {
            tryToLaunch();
        } catch (IOException e) {
            release(lockFile);
            throw failed(directory, e);
        }
    }

    private void tryToLaunch() throws IOException {
        writeConfiguration();
        Path messages = directory.resolve("postgres-log");
        Files.createDirectories(messages);
        user.give(messages);
        for (int tries = 1; ; tries++) {
            port = freePort();
            Path startMessages = messages.resolve("start.log");
            Files.deleteIfExists(startMessages);
            // pg_ctl puts the server into a session of its own, where the terminal's Ctrl-C does not reach it
            run(user.run(List.of(
                    programs.program("pg_ctl"),
                    "start",
                    "--no-wait",
                    "--silent",
                    "--pgdata=" + data,
                    "--log=" + startMessages,
                    "--options=-p " + port)));
            if (awaitReady(startMessages)) {
                return;
            }
            if (tries == START_TRIES) {
                throw new IOException(lastLine(startMessages));
            }
            pause(300); // the port was taken meanwhile, or processes of a killed server have not noticed yet
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** @return whether it is ready; false if it has given up */
    private boolean awaitReady(Path startMessages) throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        long mayBeAbsentUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        SQLException last = new SQLException("no answer");
        while (System.nanoTime() - deadline < 0) {
            try (Connection connection = DriverManager.getConnection(
                    url(port) + "?loginTimeout=5&ApplicationName=csms-start", USER, password)) {
                if (connection.isValid(5)) {
                    admitApplication(connection);
                    return true;
                }
            } catch (SQLException e) {
                last = e;
            }
            if (runningServer().isEmpty() && System.nanoTime() - mayBeAbsentUntil > 0) {
                return false;
            }
            if (Files.exists(startMessages) && lastLine(startMessages).contains("FATAL")) {
                return false;
            }
            pause(10);
        }
        throw new IOException(
                "it did not get ready within %d s (%s)".formatted(LONGEST_START.toSeconds(), last.getMessage()));
    }

    /** Databases of earlier versions have no such user. The server hears of the password nothing but its verifier. */
    private void admitApplication(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'csms_app') then
                        create role csms_app;
                    end if;
                    alter role csms_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
                end $$
                """);
        }
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(APPLICATION_USER, applicationPassword.toCharArray(), "scram-sha-256");
    }

    private void stopOrphan(Consumer<String> progress) throws IOException {
        Optional<ProcessHandle> orphan = runningServer();
        if (orphan.isPresent()) {
            progress.accept("Stopping the PostgreSQL that an earlier run left behind");
            stopServer();
        }
        // left by a server that was killed; its number may be another program's by now
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /** The server that has this data directory open, if one has. */
    private Optional<ProcessHandle> runningServer() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    private boolean isOurs(ProcessHandle process) {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (Files.exists(workingDirectory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return Files.isSameFile(workingDirectory, data);
            } catch (IOException e) {
                // not to be seen; go by its name
            }
        }
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    private void stopServer() throws IOException {
        run(user.run(List.of(
                programs.program("pg_ctl"), "stop", "--silent", "--pgdata=" + data, "--mode=fast", "--timeout=60")));
    }

    /** Stops it: open transactions are rolled back, everything else is on disk. */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            launching.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            return; // has been said, and nothing runs
        }
        try {
            if (runningServer().isPresent()) {
                stopServer();
            }
        } catch (IOException e) {
            throw failed(directory, e);
        } finally {
            release(lockFile);
        }
    }

    /** Lets go of it as an application does that is killed: the server runs on. */
    synchronized void abandon() {
        stopped = true;
        release(lockFile);
    }

    private void writeConfiguration() throws IOException {
        String configuration;
        try (var stream = EmbeddedPostgres.class.getResourceAsStream("postgresql.conf")) {
            if (stream == null) {
                throw new IOException("postgresql.conf is missing in the program");
            }
            configuration = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "${shared_buffers}",
                            sharedBuffers(Runtime.getRuntime().maxMemory()));
        }
        Path file = data.resolve("postgresql.conf");
        Files.writeString(file, configuration, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        user.give(file);
    }

    /**
     * With less than the pages that are written again and again, the server writes each of them many times.
     *
     * @param heap that the JVM may use: a fourth of the machine's or the container's memory, unless somebody has set it
     */
    static String sharedBuffers(long heap) {
        return Math.clamp(heap / 4 >> 20, 256, 1024) + "MB";
    }

    // ---- processes

    private static void run(List<String> command) throws IOException {
        // pg_ctl's server inherits the outputs: a pipe would stay open as long as it runs
        Path output = Files.createTempFile("csms-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(lastLine(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String lastLine(@Nullable Path output) throws IOException {
        if (output == null || !Files.exists(output)) {
            return "no message";
        }
        List<String> lines = Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("error:"))
                .reduce((_, later) -> later)
                .or(() -> lines.stream().reduce((_, later) -> later))
                .map(String::strip)
                .orElse("no message");
    }
}
