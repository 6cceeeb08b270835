package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateEvent;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRenewalRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequestRefused;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningBegun;
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateInstalled;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.certificate.ChargePointCertificates;
import dev.csms.domain.certificate.InstalledRoot;
import dev.csms.domain.certificate.SigningRefusal;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class CertificatesSnapshotTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final CertificateRequestId REQUEST = new CertificateRequestId("r-1");
    private static final CertificateRequestId OPEN = new CertificateRequestId("r-2");
    private static final OperationId OPERATION = new OperationId("op-1");
    private static final CertificateDetails DETAILS =
            new CertificateDetails("ab", "1", "CN=SN", "CN=CA", NOON, NOON, "EC", 256, "pem");

    private final Serializer serializer = SnapshotJson.serializer();

    @Test
    void the_inventory_is_read_as_it_was_written() throws ReflectiveOperationException {
        ChargePointCertificates certificates = after(
                new CertificateRequestRefused(CP, OPEN, SigningRefusal.WEAK_KEY, "weak", NOON),
                new CertificateRequested(CP, REQUEST, request("CPO"), NOON),
                new CertificateIssued(CP, REQUEST, DETAILS, "chain", NOON),
                new CertificateDeliveryRequested(CP, "ab", OPERATION, NOON),
                new CertificateRequested(CP, OPEN, request(null), NOON),
                new CertificateSigningBegun(CP, OPEN, NOON),
                new CertificateRenewalRequested(CP, "ab", OPERATION, NOON),
                new RootCertificateInstalled(
                        CP, CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE, DETAILS, OPERATION, NOON),
                new InstalledCertificatesReported(
                        CP,
                        CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE,
                        List.of(new InstalledRoot(new CertificateHash(HashAlgorithm.SHA256, "a", "b", "1"), "ab")),
                        List.of(),
                        OPERATION,
                        NOON));

        Object read = serializer.deserialize(serializer.serialize(certificates, String.class));

        assertThat(read).usingRecursiveComparison().isEqualTo(certificates);
    }

    private Object asBefore(ChargePointCertificates certificates, String... more) {
        SerializedObject<String> written = serializer.serialize(certificates, String.class);
        String old = written.getData().replaceFirst(",\"factory\":\\{[^}]*\\}", "");
        assertThat(old).isNotEqualTo(written.getData());
        for (String each : more) {
            old = old.replaceFirst("\"" + each + "\":[^,}]*,", "");
        }
        return serializer.deserialize(new SimpleSerializedObject<>(old, String.class, written.getType()));
    }

    private static CertificateRequest request(String organization) {
        return new CertificateRequest("csr", "CN=SN", new SubjectRule(organization, Set.of("SN")), "EC", 256, "cd");
    }

    private static ChargePointCertificates after(CertificateEvent... events) throws ReflectiveOperationException {
        Constructor<ChargePointCertificates> constructor = ChargePointCertificates.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method on = ChargePointCertificates.class.getDeclaredMethod("on", CertificateEvent.class);
        on.setAccessible(true);
        ChargePointCertificates certificates = constructor.newInstance();
        for (CertificateEvent event : events) {
            on.invoke(certificates, event);
        }
        return certificates;
    }
}
