package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How strictly payloads are read, as the installation and operators decide it and charge points feel it. */
class MessagePolicyTest {

    private static final String WITH_TOO_MUCH = "{\"idTag\":\"A\",\"connectorId\":1}";

    private static RunningCsms csms;

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(
                "--csms.housekeeping.enabled=false",
                "--csms.registration.unknown=accept",
                "--csms.registration.message-policy=lenient");
    }

    @AfterAll
    static void stop() {
        csms.close();
    }

    @Test
    void who_is_registered_without_a_policy_has_the_one_of_the_installation() {
        csms.registerChargePoint("MP-1");
        register("MP-2", "STRICT");

        assertThat(policy("MP-1")).isEqualTo("LENIENT");
        assertThat(policy("MP-2")).isEqualTo("STRICT");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/MP-3")) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            assertThat(chargePoint.frame("Authorize", WITH_TOO_MUCH).get(0).asInt())
                    .isEqualTo(3);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(policy("MP-3")).isEqualTo("LENIENT"));
        }
    }

    @Test
    void another_policy_holds_from_the_next_message_on() {
        register("MP-4", "STRICT");
        try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/MP-4")) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            assertThat(chargePoint.frame("Authorize", WITH_TOO_MUCH).get(2).asString())
                    .isEqualTo("FormationViolation");

            decide("MP-4", "LENIENT");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(chargePoint
                                    .frame("Authorize", WITH_TOO_MUCH)
                                    .get(0)
                                    .asInt())
                            .isEqualTo(3));

            decide("MP-4", "STRICT");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(chargePoint
                                    .frame("Authorize", WITH_TOO_MUCH)
                                    .get(0)
                                    .asInt())
                            .isEqualTo(4));
        }
    }

    private static void register(String identity, String policy) {
        csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"%s\", messagePolicy: %s}) { registered } }"
                        .formatted(identity, policy));
    }

    private static void decide(String identity, String policy) {
        csms.graphQl()
                .data(
                        "mutation { setMessagePolicy(input: {identity: \"%s\", messagePolicy: %s}) { chargePoint { id } } }"
                                .formatted(identity, policy));
    }

    private static String policy(String identity) {
        return csms.graphQl()
                .data("{ chargePoint(identity: \"%s\") { messagePolicy } }".formatted(identity))
                .path("chargePoint")
                .path("messagePolicy")
                .asString("");
    }
}
