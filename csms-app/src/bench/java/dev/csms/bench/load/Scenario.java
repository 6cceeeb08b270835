package dev.csms.bench.load;

/** What charge points do once they are up: one call each time, the next on the answer or when its time has come. */
interface Scenario {

    /** The charge point is registered and may make its first call. */
    void begin(SimulatedChargePoint chargePoint);

    /** Its call was answered, and it may make the next one. */
    void answered(SimulatedChargePoint chargePoint, Action action);

    /** From now on nothing new is begun; what has been begun is brought to its end. */
    void drain();
}
