package dev.csms.bench.load;

/** Connected, registered, and silent. */
final class Resting implements Scenario {

    @Override
    public void begin(SimulatedChargePoint chargePoint) {
        chargePoint.rest();
    }

    @Override
    public void answered(SimulatedChargePoint chargePoint, Action action) {
        throw new IllegalStateException("nothing was asked");
    }

    @Override
    public void drain() {}
}
