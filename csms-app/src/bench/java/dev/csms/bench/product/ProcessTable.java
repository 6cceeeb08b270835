package dev.csms.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Linux tells about processes in {@code /proc}. */
final class ProcessTable {

    /** As `getconf CLK_TCK` says on all architectures that we run on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    // Positions behind the command's name (proc(5)), which may hold spaces and parentheses
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    private ProcessTable() {}

    static Duration cpuTime(long pid) {
        String[] stat = stat(pid);
        return stat.length == 0 ? Duration.ZERO : ticks(stat, USER_TIME, SYSTEM_TIME);
    }

    /** Of a process and of all children that it ever had. Children of children count once they have ended. */
    static Duration cpuTimeWithChildren(long pid) {
        String[] stat = stat(pid);
        if (stat.length == 0) {
            return Duration.ZERO;
        }
        Duration total = ticks(stat, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME);
        for (long child : children(pid)) {
            String[] childStat = stat(child);
            if (childStat.length > 0) {
                total = total.plus(ticks(childStat, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME));
            }
        }
        return total;
    }

    /** Of all processors, whoever had them busy: the first line's user, nice, system, irq, softirq and stolen time. */
    static Duration busy() {
        try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
            String[] all = lines.findFirst().orElseThrow().split(" +");
            return ticks(all, 1, 2, 3, 6, 7, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Long> children(long pid) {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(candidate -> {
                        String[] stat = stat(candidate);
                        return stat.length > 0 && Long.parseLong(stat[PARENT]) == pid;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long residentKiB(long pid) {
        return kiB(pid, "status", "VmRSS:");
    }

    static long proportionalKiB(long pid) {
        return kiB(pid, "smaps_rollup", "Pss:");
    }

    /** By the names of threads that run now, without numbers. Linux knows the first 15 characters of a name. */
    static Map<String, Duration> cpuTimeByThreadName(long pid) {
        Map<String, Duration> times = new TreeMap<>();
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            threads.forEach(thread -> {
                String line = read(thread.resolve("stat"));
                if (!line.isEmpty()) {
                    String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
                    times.merge(
                            name.replaceAll("[#-]?\\d+", ""),
                            ticks(fieldsOf(line), USER_TIME, SYSTEM_TIME),
                            Duration::plus);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private static long kiB(long pid, String file, String name) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/" + file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has ended
        }
    }

    /** Nothing if it has ended. */
    private static String[] stat(long pid) {
        String line = read(PROC.resolve(pid + "/stat"));
        return line.isEmpty() ? new String[0] : fieldsOf(line);
    }

    private static String[] fieldsOf(String line) {
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static Duration ticks(String[] stat, int... fields) {
        long ticks = 0;
        for (int field : fields) {
            ticks += Long.parseLong(stat[field]);
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
