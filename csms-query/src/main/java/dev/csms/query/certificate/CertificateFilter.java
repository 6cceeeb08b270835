package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateState;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which certificates. */
record CertificateFilter(
        @Nullable String chargePoint,
        @Nullable List<CertificateKind> kinds,
        @Nullable List<CertificateState> states,
        @Nullable Instant expiresBefore,
        @Nullable String serialNumber,
        @Nullable String fingerprint) {

    static final CertificateFilter ALL = new CertificateFilter(null, null, null, null, null, null);

    static CertificateFilter orAll(@Nullable CertificateFilter filter) {
        return filter == null ? ALL : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("c.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .andAny("c.kind", kinds)
                .andAny("c.state", states)
                .and("c.not_after < :expiresBefore", "expiresBefore", expiresBefore)
                .and("c.serial_number = :serialNumber", "serialNumber", digits(serialNumber))
                .and("c.fingerprint = :fingerprint", "fingerprint", digits(fingerprint));
    }

    /** As they are stored; people also write them with colons, zeros in front and capitals. */
    private static @Nullable String digits(@Nullable String typed) {
        String plain = Keys.ofTyped(typed);
        if (plain == null) {
            return null;
        }
        String digits = plain.replaceAll("[:\\s]", "");
        return digits.length() == 64 ? digits : digits.replaceFirst("^0+(?=.)", "");
    }
}
