package dev.csms.bench.product;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the product again and again how far its projections are behind. */
public final class LagWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final double CAUGHT_UP_SECONDS = 0.05;
    private static final Pattern LAG = Pattern.compile("(?m)^projection_lag_seconds\\{([^}]*)} (\\S+)");

    private final Product product;
    private final Thread thread;
    private final List<Double> worst = new ArrayList<>();
    private final Map<String, Double> worstOfEach = new TreeMap<>();

    public LagWatch(Product product) {
        this.product = product;
        this.thread = Thread.ofVirtual().start(this::watch);
    }

    /** Waits until no projection is behind. */
    public static Duration awaitCaughtUp(Product product) {
        long start = System.nanoTime();
        while (worst(lags(product)) > CAUGHT_UP_SECONDS) {
            sleep(Duration.ofMillis(50));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Of the projection that was furthest behind, in seconds; NaN if the product does not tell. */
    public synchronized double max() {
        return percentile(100);
    }

    /** Likewise. */
    public synchronized double percentile(double percent) {
        if (worst.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = worst.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(sorted.size() * percent / 100) - 1));
    }

    /** The longest lag of each projection, in seconds. */
    public synchronized Map<String, Double> maxOfEach() {
        return new TreeMap<>(worstOfEach);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!Thread.interrupted()) {
                Map<String, Double> lags = lags(product);
                if (!lags.isEmpty()) {
                    keep(lags);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException | CompletionException e) {
            // closed
        }
    }

    private synchronized void keep(Map<String, Double> lags) {
        worst.add(worst(lags));
        lags.forEach((name, lag) -> worstOfEach.merge(name, lag, Math::max));
    }

    private static double worst(Map<String, Double> lags) {
        return lags.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static Map<String, Double> lags(Product product) {
        Map<String, Double> lags = new TreeMap<>();
        Matcher line = LAG.matcher(product.metrics());
        while (line.find()) {
            double lag = Double.parseDouble(line.group(2));
            lags.put(line.group(1).replaceAll(".*processor=\"([^\"]*)\".*", "$1"), Double.isNaN(lag) ? 0 : lag);
        }
        return lags;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
