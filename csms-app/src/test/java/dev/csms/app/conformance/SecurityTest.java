package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.running.OcppClient;
import dev.csms.app.running.Operator.Asked;
import java.net.http.WebSocketHandshakeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How a charge point proves who it is, over a connection without TLS (security profile 1). */
@FeatureProfile("Security")
class SecurityTest extends CertificationScenarios {

    @Test
    void TC_073_CSMS_update_the_password_of_Basic_authentication() {
        String old = chargePointHasKey();

        Asked rotation = operator.asks("rotateAuthorizationKey", "");
        ReceivedCall call = chargePoint.isSent("ChangeConfiguration").where("/key", "AuthorizationKey");
        String fresh = call.payload().path("value").asString();
        assertThat(fresh).matches("([0-9A-F]{2}){16,20}").isNotEqualTo(old);
        call.isAnsweredWithStatus("Accepted");
        rotation.isAnswered("Accepted");

        chargePoint.proves(OcppClient.basic(identity, fresh));
        chargePoint.reconnects();
        chargePoint.heartbeats();
        assertIsRefused(() -> OcppClient.connectWith(csms.ocpp() + "/" + identity, OcppClient.basic(identity, old)));
    }

    @Test
    void TC_085_CSMS_basic_authentication() {
        chargePointHasKey();

        assertIsRefused(() -> OcppClient.connect(csms.ocpp() + "/" + identity));
        chargePoint.restarts();
    }

    private static void assertIsRefused(ThrowingCallable connecting) {
        assertThatThrownBy(connecting).cause().isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
            assertThat(refused.getResponse().statusCode()).isEqualTo(401);
            assertThat(refused.getResponse().headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        });
    }

    /** @return in hex digits */
    private String chargePointHasKey() {
        String key = operator.change(
                        "setAuthorizationKey(input: {identity: \"%s\"}) { authorizationKey }".formatted(identity))
                .path("authorizationKey")
                .asString();
        operator.change(
                "setSecurityProfile(input: {identity: \"%s\", profile: 1}) { chargePoint { id } }".formatted(identity));
        chargePoint.proves(OcppClient.basic(identity, key));
        chargePoint.restarts();
        return key;
    }
}
