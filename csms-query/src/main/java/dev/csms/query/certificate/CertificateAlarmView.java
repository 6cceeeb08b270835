package dev.csms.query.certificate;

import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something about a certificate that somebody should look into.
 *
 * @param chargePointId key of the charge point
 * @param at            when it ends, or when it went wrong
 * @param key           unique among all alarms
 */
public record CertificateAlarmView(
        Kind kind,
        String chargePointId,
        @Nullable CertificateKind certificateKind,
        @Nullable String fingerprint,
        @Nullable String requestId,
        @Nullable String remark,
        Instant at,
        String key) {

    public enum Kind {
        EXPIRED,
        EXPIRES_SOON,
        FACTORY_CERTIFICATE,
        SIGNING_FAILED,
        NOT_DELIVERED,
        REVOCATION_UNTOLD
    }

    static CertificateAlarmView read(Row row) throws SQLException {
        return new CertificateAlarmView(
                row.constant("alarm", Kind.class),
                row.text("charge_point_id"),
                row.nullableConstant("kind", CertificateKind.class),
                row.nullableText("fingerprint"),
                row.nullableText("request_id"),
                row.nullableText("remark"),
                row.instant("at"),
                row.text("key"));
    }
}
