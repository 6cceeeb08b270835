package dev.csms.bench.load;

/**
 * Each charge point goes through the same rounds, the next call on the answer to the one before.
 *
 * <p>Once draining, a charge point ends its round and then rests.
 */
final class ClosedLoop implements Scenario {

    private final Round round;
    private long roundsLeft;

    /** @param rounds how many in all, over all charge points, unless drained before */
    ClosedLoop(Round round, long rounds) {
        this.round = round;
        this.roundsLeft = rounds;
    }

    @Override
    public void begin(SimulatedChargePoint chargePoint) {
        if (roundsLeft <= 0) {
            chargePoint.rest();
            return;
        }
        roundsLeft--;
        chargePoint.beginRound();
        round.call(0, chargePoint);
    }

    @Override
    public void answered(SimulatedChargePoint chargePoint, Action action) {
        int next = chargePoint.nextStep();
        if (next < round.length()) {
            round.call(next, chargePoint);
        } else {
            chargePoint.endRound();
            begin(chargePoint);
        }
    }

    @Override
    public void drain() {
        roundsLeft = 0;
    }
}
