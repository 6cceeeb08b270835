package dev.csms.app.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.running.OcppClient;
import dev.csms.app.running.Operator.Asked;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocketHandshakeException;
import java.util.Base64;
import java.util.HexFormat;
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

        chargePoint.proves(basic(fresh));
        chargePoint.reconnects();
        chargePoint.heartbeats();
        assertThatThrownBy(() -> OcppClient.connectWith(csms.ocpp() + "/" + identity, basic(old)))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void TC_085_CSMS_basic_authentication() {
        chargePointHasKey();

        assertThatThrownBy(() -> OcppClient.connect(csms.ocpp() + "/" + identity))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        chargePoint.restarts();
    }

    /** @return in hex digits */
    private String chargePointHasKey() {
        String key = operator.change("setAuthorizationKey(input: {identity: \"%s\"}) { authorizationKey }"
                        .formatted(identity))
                .path("authorizationKey")
                .asString();
        operator.change(
                "setSecurityProfile(input: {identity: \"%s\", profile: 1}) { chargePoint { id } }".formatted(identity));
        chargePoint.proves(basic(key));
        chargePoint.restarts();
        return key;
    }

    private String basic(String hex) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes((identity + ":").getBytes(UTF_8));
        both.writeBytes(HexFormat.of().parseHex(hex));
        return "Basic " + Base64.getEncoder().encodeToString(both.toByteArray());
    }
}
