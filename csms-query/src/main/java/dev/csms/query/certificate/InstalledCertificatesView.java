package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.certificate.InstalledRoot;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Which roots of one type a charge point says it has, as it is shown, and as its row is. */
public record InstalledCertificatesView(Id key, List<RootView> roots, Instant reportedAt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param chargePointId key of its charge point in all tables */
    record Id(String chargePointId, CertificateUse certificateType) {}

    /** @param fingerprint of the certificate that is meant; absent if it is none that was installed by us */
    public record RootView(
            HashAlgorithm hashAlgorithm,
            String issuerNameHash,
            String issuerKeyHash,
            String serialNumber,
            @Nullable String fingerprint) {

        static RootView of(InstalledRoot root) {
            CertificateHash hash = root.hashData();
            return new RootView(
                    hash.hashAlgorithm(),
                    hash.issuerNameHash(),
                    hash.issuerKeyHash(),
                    hash.serialNumber(),
                    root.fingerprint());
        }

        boolean is(CertificateHash hash) {
            return new CertificateHash(hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber).matches(hash);
        }
    }

    public CertificateUse certificateType() {
        return key.certificateType();
    }

    InstalledCertificatesView without(CertificateHash hash) {
        return new InstalledCertificatesView(
                key, roots.stream().filter(it -> !it.is(hash)).toList(), reportedAt);
    }

    String rootsAsJson() {
        return JSON.writeValueAsString(roots);
    }

    static InstalledCertificatesView read(Row row) throws SQLException {
        return new InstalledCertificatesView(
                new Id(row.text("charge_point_id"), row.constant("certificate_type", CertificateUse.class)),
                Arrays.asList(JSON.readValue(row.text("roots"), RootView[].class)),
                row.instant("reported_at"));
    }
}
