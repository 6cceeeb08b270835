package dev.csms.bench.timing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.csms.bench.product.Installation;
import dev.csms.bench.product.Operator;
import dev.csms.bench.product.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a stranger can tell by the time of a refusal what was wrong: the identity, the first byte of the key, or the
 * last one. From the last byte of the request to the first of the answer, over real sockets, by Welch's t-test; beyond
 * 4.5 it could be told. {@code mvn -pl csms-app -am -Pbench verify -DskipTests
 * -Dbench.main=dev.csms.bench.timing.RefusalTimingBenchmark}.
 */
public final class RefusalTimingBenchmark {

    private static final int SAMPLES = 20_000;
    private static final int WARM_UP = 3_000;
    private static final int CHARGE_POINTS = 100;
    private static final int ADDRESSES = 250;

    /** Refusals that are all as long as each other can be waited for together. */
    private static final int AT_ONCE = 48;

    private static final double CROP = 0.95;
    private static final double LIMIT = 4.5;

    private enum Wrong {
        IDENTITY,
        FIRST_BYTE,
        LAST_BYTE
    }

    private final Product product;
    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private boolean missed;

    private RefusalTimingBenchmark(Product product) {
        this.product = product;
        Operator operator = product.operator();
        operator.registerChargePoints(0, CHARGE_POINTS, RefusalTimingBenchmark::known);
        operator.secureChargePoints(
                0,
                CHARGE_POINTS,
                RefusalTimingBenchmark::known,
                1,
                (identity, key) -> keys.put(identity, HexFormat.of().parseHex(key)));
    }

    public static void main(String[] arguments) throws Exception {
        boolean missed = run(arguments, true, List.of(Wrong.values()), AT_ONCE);
        missed |= run(arguments, false, List.of(Wrong.FIRST_BYTE, Wrong.LAST_BYTE), 1);
        if (missed) {
            System.exit(2);
        }
    }

    private static boolean run(String[] arguments, boolean hidden, List<Wrong> kinds, int atOnce) throws Exception {
        Installation installation = Installation.of(arguments, "timing")
                .with("--csms.ocpp.refusals-per-minute=0")
                .with("--csms.ocpp.hide-unknown-identities=" + hidden);
        try (Product product = Product.start(installation)) {
            RefusalTimingBenchmark benchmark = new RefusalTimingBenchmark(product);
            System.out.println(
                    hidden ? "Unknown identities hidden:" : "Unknown identities not hidden (they are told by a 404):");
            benchmark.measure(kinds, WARM_UP, atOnce);
            benchmark.compare(benchmark.measure(kinds, SAMPLES, atOnce));
            return benchmark.missed;
        }
    }

    private static String known(int index) {
        return "KNOWN-%04d".formatted(index);
    }

    private static String unknown(int index) {
        return "OTHER-%04d".formatted(index);
    }

    /** @return microseconds, by what was wrong */
    private Map<Wrong, double[]> measure(List<Wrong> kinds, int samples, int atOnce) throws InterruptedException {
        List<Wrong> order = new ArrayList<>();
        kinds.forEach(kind -> order.addAll(Collections.nCopies(samples, kind)));
        Collections.shuffle(order, new SecureRandom());
        Queue<Wrong> todo = new ConcurrentLinkedQueue<>(order);
        Map<Wrong, Queue<Double>> measured = new EnumMap<>(Wrong.class);
        kinds.forEach(kind -> measured.put(kind, new ConcurrentLinkedQueue<>()));
        List<Thread> strangers = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            strangers.add(Thread.ofPlatform().start(() -> {
                for (Wrong wrong = todo.poll(); wrong != null; wrong = todo.poll()) {
                    try {
                        measured.get(wrong).add(knock(wrong));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        for (Thread stranger : strangers) {
            stranger.join();
        }
        Map<Wrong, double[]> micros = new EnumMap<>(Wrong.class);
        measured.forEach((kind, values) -> micros.put(
                kind, values.stream().mapToDouble(Double::doubleValue).toArray()));
        return micros;
    }

    private double knock(Wrong wrong) throws IOException {
        int number = connections.incrementAndGet();
        String identity = known(number % CHARGE_POINTS);
        byte[] key = keys.get(identity).clone();
        switch (wrong) {
            case IDENTITY -> identity = unknown(number % CHARGE_POINTS);
            case FIRST_BYTE -> key[0] ^= 1;
            case LAST_BYTE -> key[key.length - 1] ^= 1;
        }
        byte[] request = request(identity, key);
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.1." + (1 + number % ADDRESSES)), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", product.ocppPort()));
            long start = System.nanoTime();
            socket.getOutputStream().write(request);
            byte[] answer = new byte[1_024];
            int length = socket.getInputStream().read(answer);
            double micros = (System.nanoTime() - start) / 1e3;
            String status = new String(answer, 0, Math.max(0, length), ISO_8859_1);
            if (!status.startsWith("HTTP/1.1 401 ")) {
                throw new IOException("answered by " + status);
            }
            return micros;
        }
    }

    private static byte[] request(String identity, byte[] key) {
        ByteArrayOutputStream credentials = new ByteArrayOutputStream();
        credentials.writeBytes((identity + ":").getBytes(ISO_8859_1));
        credentials.writeBytes(key);
        return ("GET /ocpp/" + identity + " HTTP/1.1\r\nHost: csms\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: Basic "
                        + Base64.getEncoder().encodeToString(credentials.toByteArray()) + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private void compare(Map<Wrong, double[]> micros) {
        micros.forEach((wrong, values) -> {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            System.out.printf(
                    "%-10s  %,d refusals, median %,.1f µs, mean %,.1f µs, p99 %,.1f µs%n",
                    wrong,
                    values.length,
                    sorted[values.length / 2],
                    Arrays.stream(values).average().orElseThrow(),
                    sorted[values.length * 99 / 100]);
        });
        List<Wrong> kinds = List.copyOf(micros.keySet());
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = i + 1; j < kinds.size(); j++) {
                double[] some = micros.get(kinds.get(i));
                double[] others = micros.get(kinds.get(j));
                double all = Welch.t(some, others);
                double cropped = Welch.t(some, others, CROP);
                boolean told = Math.abs(all) >= LIMIT || Math.abs(cropped) >= LIMIT;
                missed |= told;
                System.out.printf(
                        "%s against %s: t = %.2f, of the fastest 95 %%: %.2f%s%n",
                        kinds.get(i), kinds.get(j), all, cropped, told ? "  (can be told)" : "");
            }
        }
    }
}
