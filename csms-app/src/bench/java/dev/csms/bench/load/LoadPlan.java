package dev.csms.bench.load;

import java.util.Locale;

/**
 * Who connects, and what they do then.
 *
 * @param port                of the OCPP connector on the loopback interface
 * @param first               index of the first charge point; the others follow
 * @param connections         how many charge points
 * @param sharedIdTag         whether all of them present the same idTag, else each its own
 * @param connectingAtOnce    how many may be between connecting and the answer to the last call of their registration
 * @param measuredFromConnect whether the window is the registration, from the first connection to the last answer
 */
public record LoadPlan(
        int port,
        int first,
        int connections,
        Workload workload,
        boolean sharedIdTag,
        int connectingAtOnce,
        boolean measuredFromConnect) {

    private static final int GENTLY = 64;

    /** Connecting is not what is measured, and goes gently. */
    public static LoadPlan of(int port, int connections, Workload workload) {
        return new LoadPlan(port, 0, connections, workload, false, GENTLY, false);
    }

    /** They connect, register and then keep silent. */
    public static LoadPlan silent(int port, int first, int connections) {
        return new LoadPlan(port, first, connections, new Workload.Silence(), false, GENTLY, false);
    }

    /** All charge points at once, and nothing after their registration. */
    public static LoadPlan storm(int port, int first, int connections) {
        return new LoadPlan(port, first, connections, new Workload.Silence(), false, connections, true);
    }

    public LoadPlan withSharedIdTag() {
        return new LoadPlan(port, first, connections, workload, true, connectingAtOnce, measuredFromConnect);
    }

    /** Of the n-th charge point, from 0. */
    public static String identity(int index) {
        return String.format(Locale.ROOT, "BENCH-%06d", index);
    }

    /** Of the n-th charge point, from 0. */
    public static String idTag(int index) {
        return String.format(Locale.ROOT, "BENCHTAG%06d", index);
    }
}
