package dev.csms.bench.load;

import java.util.List;
import java.util.function.Consumer;

/** The calls of a closed loop, in their order. */
public enum Round {
    HEARTBEAT(List.of(SimulatedChargePoint::heartbeat)),
    AUTHORIZE(List.of(SimulatedChargePoint::authorize)),

    /** A whole charging session as most charge points report it. */
    SESSION(List.of(
            SimulatedChargePoint::authorize,
            chargePoint -> chargePoint.status(ConnectorStatus.PREPARING),
            SimulatedChargePoint::startTransaction,
            chargePoint -> chargePoint.status(ConnectorStatus.CHARGING),
            SimulatedChargePoint::meterValues,
            SimulatedChargePoint::meterValues,
            SimulatedChargePoint::meterValues,
            SimulatedChargePoint::stopTransaction,
            chargePoint -> chargePoint.status(ConnectorStatus.FINISHING),
            chargePoint -> chargePoint.status(ConnectorStatus.AVAILABLE))),

    /** Presents one idTag after the other, each once: makes them known where unknown ones are accepted. */
    INTRODUCTION(List.of(SimulatedChargePoint::introduceIdTag)),

    /** As little as makes a transaction: to build up history. */
    TRANSACTION(List.of(SimulatedChargePoint::startTransaction, SimulatedChargePoint::stopTransaction));

    private final List<Consumer<SimulatedChargePoint>> calls;

    Round(List<Consumer<SimulatedChargePoint>> calls) {
        this.calls = calls;
    }

    int length() {
        return calls.size();
    }

    void call(int step, SimulatedChargePoint chargePoint) {
        calls.get(step).accept(chargePoint);
    }
}
