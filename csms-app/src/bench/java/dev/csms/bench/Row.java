package dev.csms.bench;

import dev.csms.bench.load.Round;
import dev.csms.bench.load.Workload;
import dev.csms.bench.load.Workload.OfferedRate;
import dev.csms.bench.load.Workload.Rounds;
import java.util.List;

/**
 * One line of the table.
 *
 * @param name        to ask for it
 * @param withHistory whether past transactions and many idTags are there
 */
record Row(String name, String title, boolean withHistory, Subject subject) {

    private static final int FLEET = 2_000;
    private static final int CHARGING_PERCENT = 30;

    /** In the order in which they are best measured: what leaves history behind comes after what wants none. */
    static final List<Row> ALL = List.of(
            loop("heartbeat-200", "heartbeat, 200 charge points, closed loop", 200, Round.HEARTBEAT),
            loop("authorize-50", "authorize, 50 charge points, closed loop", 50, Round.AUTHORIZE),
            loop("authorize-200", "authorize, 200 charge points, closed loop", 200, Round.AUTHORIZE),
            loop("authorize-1000", "authorize, 1,000 charge points, closed loop", 1_000, Round.AUTHORIZE),
            new Row(
                    "authorize-200-one-tag",
                    "authorize, 200 charge points, all with the same idTag",
                    false,
                    new Calling(200, Rounds.withoutEnd(Round.AUTHORIZE), true)),
            loop("session-1", "whole sessions, 1 charge point", 1, Round.SESSION),
            loop("session-200", "whole sessions, 200 charge points, closed loop", 200, Round.SESSION),
            fleet("fleet-93", 93),
            fleet("fleet-500", 500),
            operations("operations", "", 1),
            operations("operations-two-nodes", ", asked for on another node", 2),
            new Row("boot-storm-1000", "boot storm, 1,000 charge points at once", false, new BootStorm(1_000, false)),
            new Row(
                    "boot-storm-1000-cold",
                    "boot storm, 1,000 charge points at once, as soon as it is ready",
                    false,
                    new BootStorm(1_000, true)),
            new Row("idle-5000", "5,000 idle connections", false, new Idle(5_000)),
            new Row("start-up", "from java -jar to the first accepted BootNotification", false, new StartUp()),
            withHistory(loop("authorize-200-history", "authorize, 200 charge points", 200, Round.AUTHORIZE)),
            withHistory(loop("session-200-history", "whole sessions, 200 charge points", 200, Round.SESSION)),
            withHistory(new Row(
                    "start-up-history", "from java -jar to the first accepted BootNotification", true, new StartUp())));

    static List<String> names() {
        return ALL.stream().map(Row::name).toList();
    }

    static Row named(String name) {
        return ALL.stream()
                .filter(row -> row.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + name + "; there are " + names()));
    }

    private static Row loop(String name, String title, int connections, Round round) {
        return new Row(name, title, false, new Calling(connections, Rounds.withoutEnd(round), false));
    }

    private static Row fleet(String name, int callsPerSecond) {
        return new Row(
                name,
                "fleet of 2,000, 30 %% charging, %d calls/s offered".formatted(callsPerSecond),
                false,
                new Calling(FLEET, new OfferedRate(CHARGING_PERCENT, callsPerSecond), false));
    }

    private static Row operations(String name, String where, int nodes) {
        return new Row(
                name,
                "from a mutation to the wire, beside a fleet at 500 calls/s" + where,
                false,
                new Operating(FLEET, new OfferedRate(CHARGING_PERCENT, 500), nodes));
    }

    private static Row withHistory(Row row) {
        return new Row(row.name, row.title + ", with history", true, row.subject);
    }

    sealed interface Subject {}

    /** Charge points at work. */
    record Calling(int connections, Workload workload, boolean sharedIdTag) implements Subject {}

    /** An operator who asks charge points for something, while others are at work. */
    record Operating(int connections, Workload workload, int nodes) implements Subject {}

    /**
     * Charge points that come back all at once, as after a power cut.
     *
     * @param cold whether the product has just been started, else it has seen storms before
     */
    record BootStorm(int connections, boolean cold) implements Subject {}

    /** Connections that only are there. */
    record Idle(int connections) implements Subject {}

    /** The product's own way from nothing to the first charge point. */
    record StartUp() implements Subject {}
}
