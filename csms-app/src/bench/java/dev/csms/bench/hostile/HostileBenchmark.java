package dev.csms.bench.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.csms.bench.load.AnswerCheck;
import dev.csms.bench.load.Histogram;
import dev.csms.bench.load.Load;
import dev.csms.bench.load.LoadPlan;
import dev.csms.bench.load.Measurements;
import dev.csms.bench.load.Workload;
import dev.csms.bench.product.CpuTime;
import dev.csms.bench.product.Installation;
import dev.csms.bench.product.Operator;
import dev.csms.bench.product.Product;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * 200 charge points and 5 operators at work, first in peace and then while others do what they can to stop them: handshakes
 * that drip, peers that do not read, that never stop talking, that promise too much, that nest too deep. Limits are as they
 * are by default, and then one of them as it may be where charge points are known to say little; the attackers have
 * addresses of their own, and as many as it takes to be let in at all. They share the machine's processors with all others.
 * {@code mvn -pl csms-app -am -Pbench verify -DskipTests -Dbench.main=dev.csms.bench.hostile.HostileBenchmark}.
 */
public final class HostileBenchmark {

    private static final int HONEST = 200;
    private static final double CALLS_PER_SECOND = 200;
    private static final int CHARGING_PERCENT = 30;
    private static final int OPERATORS = 5;

    private static final int DRIPS = 5_000;
    private static final int DEAF = 500;
    private static final int FLOODERS = 20;
    private static final int GIANTS = 100;
    private static final int BOMBERS = 20;
    private static final int PER_ADDRESS = 50;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration WINDOW = Duration.ofSeconds(40);
    private static final Duration DRIP = Duration.ofSeconds(1);
    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(200);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private static final Duration WORST = Duration.ofMillis(500);
    private static final String BOMB = "[2,\"b\",\"Authorize\",{\"idTag\":" + "[".repeat(100_000);
    private static final String LONG_ID = "x".repeat(100_000);

    private final Product product;
    private final AnswerCheck check = new AnswerCheck();
    private final AtomicLong connections = new AtomicLong();
    private final Set<Attacker> connected = ConcurrentHashMap.newKeySet();
    private final Queue<Duration> dripping = new ConcurrentLinkedQueue<>();
    private int addresses;
    private volatile boolean attacking = true;

    private HostileBenchmark(Product product) {
        this.product = product;
    }

    public static void main(String[] arguments) throws Exception {
        boolean lost = course("limits as they are", Installation.of(arguments, "hostile"), 5_000);
        lost |= course("20 messages a second of each", Installation.of(arguments, "hostile-limited"), 20);
        if (lost) {
            System.exit(2);
        }
    }

    /** @return whether somebody honest has lost something */
    private static boolean course(String title, Installation installation, int messagesPerSecond)
            throws InterruptedException {
        say(title);
        try (Product product = Product.start(installation
                .with("--csms.ocpp.arrivals-per-source=4000")
                .with("--csms.ocpp.messages-per-second=" + messagesPerSecond))) {
            HostileBenchmark benchmark = new HostileBenchmark(product);
            benchmark.register();
            Phase peace = benchmark.phase("in peace");
            List<Thread> attackers = benchmark.attack();
            Phase war = benchmark.phase("under attack");
            benchmark.end(attackers);
            benchmark.sayWhatTheAttackersGot();
            if (!war.isNoWorseThan(peace)) {
                say("  p99 is more than twice that in peace, or more than %d ms".formatted(WORST.toMillis()));
            }
            return peace.hasLosses() || war.hasLosses();
        }
    }

    private record Phase(Duration p99, boolean hasLosses) {

        boolean isNoWorseThan(Phase other) {
            return p99.compareTo(WORST) < 0 && p99.compareTo(other.p99.multipliedBy(2)) < 0;
        }
    }

    private void register() {
        Operator operator = product.operator();
        operator.registerChargePoints(0, HONEST, LoadPlan::identity);
        operator.registerChargePoints(0, DEAF, HostileBenchmark::deaf);
        operator.registerChargePoints(0, FLOODERS, HostileBenchmark::flooder);
        operator.registerChargePoints(0, GIANTS, HostileBenchmark::giant);
        operator.registerChargePoints(0, BOMBERS, HostileBenchmark::bomber);
        operator.registerIdTags(0, HONEST, LoadPlan::idTag);
    }

    private static String deaf(int index) {
        return "DEAF-" + index;
    }

    private static String flooder(int index) {
        return "FLOODER-" + index;
    }

    private static String giant(int index) {
        return "GIANT-" + index;
    }

    private static String bomber(int index) {
        return "BOMBER-" + index;
    }

    // ---- who is honest

    private Phase phase(String when) throws InterruptedException {
        LoadPlan plan =
                LoadPlan.of(product.ocppPort(), HONEST, new Workload.OfferedRate(CHARGING_PERCENT, CALLS_PER_SECOND));
        Delays queries = new Delays();
        try (Load load = new Load(plan, check)) {
            load.connect();
            load.begin();
            Thread.sleep(WARM_UP);
            Queue<String> refused = new ConcurrentLinkedQueue<>();
            long end = System.nanoTime() + WINDOW.toNanos();
            List<Thread> operators = new ArrayList<>();
            for (int i = 0; i < OPERATORS; i++) {
                operators.add(Thread.startVirtualThread(() -> query(queries, refused, () -> System.nanoTime() < end)));
            }
            CpuTime before = product.cpuTime();
            load.measure(WINDOW);
            CpuTime cpu = product.cpuTime().since(before);
            for (Thread operator : operators) {
                operator.join();
            }
            load.drain();
            Measurements seen = load.measurements();
            say("  %s".formatted(when));
            say("    %,d calls: %s; the generator itself was late by %s"
                    .formatted(seen.calls(), told(seen.latency()), told(seen.ownLateness())));
            say("    %,d queries: p50 %.1f ms, p99 %.1f ms; %d refused"
                    .formatted(
                            queries.count(),
                            millis(queries.percentile(50)),
                            millis(queries.percentile(99)),
                            refused.size()));
            say("    lost: %s; CPU of JVM and PostgreSQL %.0f + %.0f s in %d s"
                    .formatted(
                            seen.violations(),
                            millis(cpu.jvm()) / 1e3,
                            millis(cpu.postgres()) / 1e3,
                            WINDOW.toSeconds()));
            return new Phase(seen.latency().percentile(99), !seen.violations().isEmpty() || !refused.isEmpty());
        }
    }

    private static String told(Histogram durations) {
        return "p50 %.1f ms, p99 %.1f ms, longest %.0f ms"
                .formatted(millis(durations.percentile(50)), millis(durations.percentile(99)), millis(durations.max()));
    }

    private void query(Delays queries, Queue<String> refused, BooleanSupplier goOn) {
        Operator operator = product.operator();
        while (goOn.getAsBoolean()) {
            long begun = System.nanoTime();
            try {
                operator.look();
                queries.add(Duration.ofNanos(System.nanoTime() - begun));
            } catch (IOException | InterruptedException e) {
                refused.add(e.toString());
            }
            pause(BETWEEN_QUERIES);
        }
    }

    // ---- who is not

    private List<Thread> attack() {
        List<Thread> attackers = new ArrayList<>();
        start(attackers, DRIPS, index -> attacker -> drip(attacker));
        start(attackers, DEAF, index -> attacker -> doNotListen(attacker, deaf(index)));
        start(attackers, FLOODERS, index -> attacker -> flood(attacker, flooder(index)));
        start(attackers, GIANTS, index -> attacker -> promise(attacker, giant(index)));
        start(attackers, BOMBERS, index -> attacker -> bomb(attacker, bomber(index)));
        return attackers;
    }

    private interface Attack {
        void on(Attacker attacker) throws IOException;
    }

    /** Each comes again when it was thrown out. */
    private void start(List<Thread> attackers, int count, IntFunction<Attack> attack) {
        for (int i = 0; i < count; i++) {
            if (i % PER_ADDRESS == 0) {
                addresses++;
            }
            String from = "127." + (1 + addresses / 250) + ".1." + (1 + addresses % 250);
            Attack each = attack.apply(i);
            attackers.add(Thread.startVirtualThread(() -> {
                while (attacking) {
                    try (Attacker attacker = new Attacker(from, product.ocppPort())) {
                        connections.incrementAndGet();
                        connected.add(attacker);
                        try {
                            each.on(attacker);
                        } finally {
                            connected.remove(attacker);
                        }
                    } catch (IOException e) {
                        // thrown out, or not let in
                    }
                    pause(BETWEEN_ATTEMPTS);
                }
            }));
        }
    }

    /** Whoever writes to somebody who reads no more does not notice by itself that it is over. */
    private void end(List<Thread> attackers) throws InterruptedException {
        attacking = false;
        for (Attacker attacker : connected) {
            try {
                attacker.close();
            } catch (IOException e) {
                // it is over
            }
        }
        for (Thread attacker : attackers) {
            attacker.join();
        }
    }

    private void drip(Attacker attacker) throws IOException {
        byte[] request = "GET /ocpp/BENCH-000001 HTTP/1.1\r\nHost: here\r\nX-Patience: ".getBytes(ISO_8859_1);
        long begun = System.nanoTime();
        int sent = 0;
        while (attacking && attacker.listen(DRIP)) {
            attacker.send(new byte[] {request[sent++ % request.length]});
        }
        if (attacking && sent > 0) {
            dripping.add(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** What it says is long, and it would have to hear as much. */
    private void doNotListen(Attacker attacker, String identity) throws IOException {
        attacker.upgrade(identity);
        for (int i = 0; i < 50 && attacking; i++) {
            attacker.say("[2,\"" + i + LONG_ID + "\",\"Heartbeat\",{}]");
        }
    }

    private void flood(Attacker attacker, String identity) throws IOException {
        attacker.upgrade(identity);
        Thread.startVirtualThread(() -> {
            while (attacking && attacker.listen(BETWEEN_ATTEMPTS)) {
                // what it says does not matter
            }
        });
        while (attacking) {
            attacker.say("[2,\"f\",\"Heartbeat\",{}]");
        }
    }

    private void promise(Attacker attacker, String identity) throws IOException {
        attacker.upgrade(identity);
        attacker.promise();
        while (attacking && attacker.listen(BETWEEN_ATTEMPTS)) {
            // until it is thrown out
        }
    }

    private void bomb(Attacker attacker, String identity) throws IOException {
        attacker.upgrade(identity);
        while (attacking && attacker.listen(BETWEEN_QUERIES)) {
            attacker.say(BOMB);
        }
    }

    private void sayWhatTheAttackersGot() {
        Duration longest = dripping.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        say("  %,d connections of attackers; of %,d that dripped, none for longer than %.1f s"
                .formatted(connections.get(), dripping.size(), longest.toMillis() / 1e3));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
