package dev.csms.bench.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * An open loop: calls fall due at a fixed rate, however slowly the ones before are answered.
 *
 * <p>Each charge point sends a Heartbeat a minute and, if it is charging, MeterValues each ten seconds; both intervals
 * are then scaled alike so that all of them together make the offered rate. They begin at random moments of their
 * interval.
 */
final class Fleet implements Scenario {

    private static final long HEARTBEAT_INTERVAL = TimeUnit.SECONDS.toNanos(60);
    private static final long METER_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final Load load;
    private final int chargingPercent;
    private final double scale;
    private final SplittableRandom random = new SplittableRandom(16);
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong((Due due) -> due.at));
    private final List<SimulatedChargePoint> charging = new ArrayList<>();
    private boolean draining;
    private long alarm = Long.MAX_VALUE;

    Fleet(Load load, int size, int chargingPercent, double callsPerSecond) {
        this.load = load;
        this.chargingPercent = chargingPercent;
        double unscaled = size * 1e9 / HEARTBEAT_INTERVAL + size * chargingPercent / 100.0 * 1e9 / METER_INTERVAL;
        this.scale = unscaled / callsPerSecond;
    }

    @Override
    public void begin(SimulatedChargePoint chargePoint) {
        schedule(chargePoint, Action.HEARTBEAT, (long) (HEARTBEAT_INTERVAL * scale));
        if (chargePoint.index() % 100 < chargingPercent) {
            charging.add(chargePoint);
            chargePoint.startTransaction();
        }
    }

    @Override
    public void answered(SimulatedChargePoint chargePoint, Action action) {
        if (action == Action.START_TRANSACTION) {
            schedule(chargePoint, Action.METER_VALUES, (long) (METER_INTERVAL * scale));
        }
        if (chargePoint.sendWaiting()) {
            return;
        }
        if (draining) {
            leave(chargePoint);
        }
    }

    @Override
    public void drain() {
        draining = true;
        dues.clear();
        load.chargePoints().forEach(chargePoint -> {
            if (chargePoint.isIdle()) {
                leave(chargePoint);
            }
        });
    }

    private void leave(SimulatedChargePoint chargePoint) {
        if (chargePoint.isCharging()) {
            chargePoint.stopTransaction();
        } else {
            chargePoint.rest();
        }
    }

    private void schedule(SimulatedChargePoint chargePoint, Action action, long interval) {
        if (draining) {
            return;
        }
        Due due = new Due(chargePoint, action, interval, System.nanoTime() + random.nextLong(interval));
        dues.add(due);
        if (due.at < alarm) {
            setAlarm(due.at);
        }
    }

    private void setAlarm(long at) {
        alarm = at;
        load.later(() -> onAlarm(at), at - System.nanoTime());
    }

    private void onAlarm(long at) {
        if (draining || at != alarm) { // one was set for an earlier moment since
            return;
        }
        Due due = dues.element();
        while (due.at <= System.nanoTime()) {
            dues.remove();
            due.chargePoint.offer(due.action, due.at);
            due.at += due.interval;
            dues.add(due);
            due = dues.element();
        }
        setAlarm(due.at);
    }

    private static final class Due {

        private final SimulatedChargePoint chargePoint;
        private final Action action;
        private final long interval;
        private long at;

        Due(SimulatedChargePoint chargePoint, Action action, long interval, long at) {
            this.chargePoint = chargePoint;
            this.action = action;
            this.interval = interval;
            this.at = at;
        }
    }
}
