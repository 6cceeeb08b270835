package dev.csms.bench.load;

/** What the charge points do between connecting and leaving. */
public sealed interface Workload {

    /**
     * A closed loop: the next call on the answer.
     *
     * @param atMost rounds in all, over all charge points
     */
    record Rounds(Round round, long atMost) implements Workload {

        public static Rounds withoutEnd(Round round) {
            return new Rounds(round, Long.MAX_VALUE);
        }
    }

    /** An open loop of heartbeats and meter values at an offered rate. */
    record OfferedRate(int chargingPercent, double callsPerSecond) implements Workload {}

    /** Nothing at all. */
    record Silence() implements Workload {}
}
