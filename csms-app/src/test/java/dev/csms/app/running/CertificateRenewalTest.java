package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.pki.Csr;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Nobody has to ask for a certificate that takes the place of one that ends soon. */
class CertificateRenewalTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_certificate_that_ends_soon_is_renewed_once_a_day() throws Exception {
        try (RunningCsms csms = RunningCsms.with(
                "--csms.housekeeping.delay=1h",
                "--csms.pki.charge-point-certificate-validity=2d",
                "--csms.certificates.renew-before=10d",
                "--csms.certificates.renewal-period=1s")) {
            csms.registerChargePoint("RENEW-1");
            try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/RENEW-1")) {
                chargePoint.call(
                        "BootNotification",
                        "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargePointSerialNumber\":\"SN\"}");
                getsCertificate(chargePoint);

                assertThat(chargePoint
                                .expect("ExtendedTriggerMessage", "{\"status\":\"Accepted\"}")
                                .toString())
                        .isEqualTo("{\"requestedMessage\":\"SignChargePointCertificate\"}");
                getsCertificate(chargePoint);

                assertThat(chargePoint.nextCallWithin(2_500))
                        .as("asked again on the same day")
                        .isNull();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(csms.graphQl()
                                        .data("{ certificateAlarms { nodes { kind remark } } }")
                                        .at("/certificateAlarms/nodes/0/kind")
                                        .asString())
                                .isEqualTo("EXPIRES_SOON"));
                assertThat(csms.graphQl()
                                .data("{ certificateAlarms(days: 1) { nodes { kind } } }")
                                .at("/certificateAlarms/nodes")
                                .isEmpty())
                        .isTrue();
            }
        }
    }

    private static void getsCertificate(OcppClient chargePoint) throws Exception {
        String csr = JSON.writeValueAsString(Map.of("csr", Csr.of("O=CPO,CN=SN", Csr.ec("secp256r1"))));
        assertThat(chargePoint.call("SignCertificate", csr).path("status").asString(""))
                .isEqualTo("Accepted");
        chargePoint.expect("CertificateSigned", "{\"status\":\"Accepted\"}");
    }
}
