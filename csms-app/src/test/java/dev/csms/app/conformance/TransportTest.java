package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.csms.app.running.OcppClient;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;

/** How a connection is made. */
@FeatureProfile("Transport")
class TransportTest extends CertificationScenarios {

    @Test
    void TC_088_CSMS_subprotocol_negotiation() {
        chargePoint.close(); // it is the one that comes again
        String url = csms.ocpp() + "/" + identity;
        assertThatThrownBy(() -> OcppClient.connectAs(url, "ocpp0.1"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        try (OcppClient client = OcppClient.connectAs(url, "ocpp0.1", "ocpp1.6")) {
            assertThat(client.subprotocol()).isEqualTo("ocpp1.6");
        }
    }
}
