package dev.csms.app.conformance;

import dev.csms.app.running.Operator;
import dev.csms.app.running.RunningCsms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all scenarios begin with: a charge point of their own, known, accepted, idle and with two free connectors, and an
 * idTag of their own. The names of methods begin with the ids under which certification knows the scenarios, and go on
 * with what they are about.
 */
@ExtendWith(ScenarioResults.class)
abstract class CertificationScenarios {

    static final int CONNECTOR = 1;

    /** Compared with what the charge point is told in BootNotification.conf. */
    static final int HEARTBEAT_SECONDS = 240;

    final RunningCsms csms = RunningCsms.get();

    String identity;

    /** Known, and good for anything. */
    String idTag;

    Operator operator;
    ScriptedChargePoint chargePoint;

    @BeforeEach
    void a_known_idle_charge_point(TestInfo test) {
        identity = Scenario.of(test.getTestMethod().orElseThrow()).id().replace("_CSMS", "");
        idTag = identity + "_TAG";
        operator = new Operator(csms.graphQl(), identity);
        operator.change("registerChargePoint(input: {identity: \"%s\", intervalSeconds: %d}) { registered }"
                .formatted(identity, HEARTBEAT_SECONDS));
        operator.registersIdTag(idTag, "");
        chargePoint = ScriptedChargePoint.connect(csms.ocpp() + "/" + identity);
        chargePoint.boots();
    }

    @AfterEach
    void nothing_is_left() {
        if (chargePoint != null) {
            try (ScriptedChargePoint done = chargePoint) {
                done.hasBeenSentNothingElse();
            }
        }
    }
}
