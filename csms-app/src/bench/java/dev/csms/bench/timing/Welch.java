package dev.csms.bench.timing;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Welch's t-test: whether two series of measurements have the same mean. */
final class Welch {

    private Welch() {}

    /** About normally distributed if they do; beyond 4.5 they do not, but for one time in 150,000. */
    static double t(double[] some, double[] others) {
        double difference = mean(some) - mean(others);
        return difference / Math.sqrt(variance(some) / some.length + variance(others) / others.length);
    }

    /** Of those below this share of all: what has to wait for something else takes long, and hides the rest. */
    static double t(double[] some, double[] others, double share) {
        double[] all = DoubleStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .toArray();
        double limit = all[(int) (share * (all.length - 1))];
        return t(below(some, limit), below(others, limit));
    }

    private static double[] below(double[] values, double limit) {
        return Arrays.stream(values).filter(value -> value <= limit).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
