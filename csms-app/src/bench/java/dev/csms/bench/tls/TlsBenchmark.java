package dev.csms.bench.tls;

import dev.csms.bench.product.Installation;
import dev.csms.bench.product.Operator;
import dev.csms.bench.product.Product;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * TLS against the packaged product, with its charge points on the same machine: full handshakes in a second, and a
 * storm of charge points that come back at once while others work on. {@code mvn -pl csms-app -am -Pbench verify
 * -DskipTests -Dbench.main=dev.csms.bench.tls.TlsBenchmark}.
 */
public final class TlsBenchmark {

    private static final int BYSTANDERS = 200;
    private static final int STORM = 2_000;
    private static final int PER_ADDRESS = 50;
    private static final int AT_ONCE = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(1);
    private static final Duration STORM_LIMIT = Duration.ofMinutes(3);

    private static final int LEAST_HANDSHAKES = 150;
    private static final Duration LONGEST_STORM = Duration.ofSeconds(60);

    private final Product product;
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();
    private boolean missed;

    private TlsBenchmark(Product product) {
        this.product = product;
    }

    public static void main(String[] arguments) throws Exception {
        Installation installation = Installation.of(arguments, "tls").with("--csms.ocpp.refusals-per-minute=0");
        try (Product product = Product.start(installation)) {
            TlsBenchmark benchmark = new TlsBenchmark(product);
            benchmark.handshakes("TLS 1.3, EC", null, true);
            benchmark.handshakes("TLS 1.2, ECDHE-ECDSA", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", true);
            benchmark.handshakes("TLS 1.2, ECDHE-RSA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", false);
            benchmark.storm();
            if (benchmark.missed) {
                System.exit(2);
            }
        }
    }

    private static String address(int index) {
        return "127.0." + (1 + index / 250) + "." + (1 + index % 250);
    }

    private void handshakes(String title, @Nullable String suite, boolean target) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicBoolean going = new AtomicBoolean(true);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String from = address(i);
            clients.add(Thread.startVirtualThread(() -> {
                while (going.get()) {
                    try (EncryptedChargePoint stranger = EncryptedChargePoint.connect(
                            from, product.tlsPort(), "n" + names.incrementAndGet() + ".example.com", suite)) {
                        stranger.upgrade("NOBODY", null);
                        done.incrementAndGet();
                    } catch (IOException e) {
                        failed.incrementAndGet();
                    }
                }
            }));
        }
        Thread.sleep(WARM_UP);
        long before = done.get();
        long start = System.nanoTime();
        Thread.sleep(WINDOW);
        double perSecond = (done.get() - before) * 1e9 / (System.nanoTime() - start);
        going.set(false);
        for (Thread client : clients) {
            client.join();
        }
        boolean tooFew = target && perSecond < LEAST_HANDSHAKES;
        missed |= tooFew;
        say("%-24s %6.0f full handshakes/s, each with an HTTP answer; %d failed%s"
                .formatted(title, perSecond, failed.get(), tooFew ? "  (less than " + LEAST_HANDSHAKES + ")" : ""));
    }

    private void storm() throws InterruptedException {
        Operator operator = product.operator();
        operator.registerChargePoints(0, BYSTANDERS + STORM, TlsBenchmark::identity);
        operator.secureChargePoints(0, BYSTANDERS + STORM, TlsBenchmark::identity, 2, keys::put);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Bystanders bystanders = new Bystanders(threads);
            firstVisits(threads);
            Thread.sleep(WARM_UP);
            bystanders.forgetDelays();
            AtomicInteger attempts = new AtomicInteger();
            CountDownLatch back = new CountDownLatch(STORM);
            ConcurrentLinkedQueue<EncryptedChargePoint> connected = new ConcurrentLinkedQueue<>();
            long start = System.nanoTime();
            for (int i = BYSTANDERS; i < BYSTANDERS + STORM; i++) {
                int index = i;
                threads.submit(() -> {
                    connected.add(comeBack(index, attempts));
                    back.countDown();
                    return null;
                });
            }
            boolean all = back.await(STORM_LIMIT.toSeconds(), TimeUnit.SECONDS);
            Duration length = Duration.ofNanos(System.nanoTime() - start);
            boolean bad = !all || length.compareTo(LONGEST_STORM) > 0 || bystanders.lost() > 0;
            missed |= bad;
            say("storm of %,d by TLS: %s in %.1f s (at most %d), %,d attempts"
                    .formatted(
                            STORM,
                            all ? "all back" : back.getCount() + " still away",
                            length.toMillis() / 1e3,
                            LONGEST_STORM.toSeconds(),
                            attempts.get()));
            say("%d bystanders: %d lost; heartbeats answered after %s"
                    .formatted(BYSTANDERS, bystanders.lost(), bystanders.delays()));
            bystanders.stop();
            threads.shutdownNow();
            closeAll(connected);
        }
    }

    private static void closeAll(Iterable<EncryptedChargePoint> chargePoints) {
        for (EncryptedChargePoint chargePoint : chargePoints) {
            try {
                chargePoint.close();
            } catch (IOException e) {
                // it is over
            }
        }
    }

    private static String identity(int index) {
        return "TLS-%06d".formatted(index);
    }

    private EncryptedChargePoint connect(int index) throws IOException {
        EncryptedChargePoint chargePoint = EncryptedChargePoint.connect(
                address(index / PER_ADDRESS), product.tlsPort(), "n" + names.incrementAndGet() + ".example.com", null);
        int status = chargePoint.upgrade(identity(index), keys.get(identity(index)));
        if (status != 101 || !chargePoint.boot()) {
            chargePoint.close();
            throw new IOException("refused with " + status);
        }
        return chargePoint;
    }

    /** As charge points do it: again after a while, and not all after the same. */
    private EncryptedChargePoint comeBack(int index, AtomicInteger attempts) throws InterruptedException {
        while (true) {
            attempts.incrementAndGet();
            try {
                return connect(index);
            } catch (IOException e) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(1_000, 5_000));
            }
        }
    }

    /** All have been here before, and are cut off at once. */
    private void firstVisits(ExecutorService threads) throws InterruptedException {
        Semaphore turns = new Semaphore(AT_ONCE);
        CountDownLatch all = new CountDownLatch(STORM);
        ConcurrentLinkedQueue<EncryptedChargePoint> connected = new ConcurrentLinkedQueue<>();
        for (int i = BYSTANDERS; i < BYSTANDERS + STORM; i++) {
            int index = i;
            threads.submit(() -> {
                turns.acquire();
                try {
                    connected.add(comeBack(index, new AtomicInteger()));
                } finally {
                    turns.release();
                    all.countDown();
                }
                return null;
            });
        }
        all.await();
        closeAll(connected);
    }

    /** Charge points that have nothing to do with it. */
    private final class Bystanders {

        private final ConcurrentLinkedQueue<Long> delaysNanos = new ConcurrentLinkedQueue<>();
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicBoolean going = new AtomicBoolean(true);

        Bystanders(ExecutorService threads) {
            for (int i = 0; i < BYSTANDERS; i++) {
                int index = i;
                threads.submit(() -> {
                    try (EncryptedChargePoint chargePoint = comeBack(index, new AtomicInteger())) {
                        while (going.get()) {
                            delaysNanos.add(chargePoint.heartbeat().toNanos());
                            Thread.sleep(BETWEEN_HEARTBEATS);
                        }
                    } catch (IOException e) {
                        lost.incrementAndGet();
                    }
                    return null;
                });
            }
        }

        void forgetDelays() {
            delaysNanos.clear();
        }

        int lost() {
            return lost.get();
        }

        String delays() {
            long[] sorted =
                    delaysNanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0
                    ? "never"
                    : "%.0f ms (median), %.0f ms (p99), %.0f ms (longest)"
                            .formatted(
                                    sorted[sorted.length / 2] / 1e6,
                                    sorted[sorted.length * 99 / 100] / 1e6,
                                    sorted[sorted.length - 1] / 1e6);
        }

        void stop() {
            going.set(false);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
