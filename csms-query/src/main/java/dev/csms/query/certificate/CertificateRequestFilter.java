package dev.csms.query.certificate;

import dev.csms.domain.certificate.SigningState;
import dev.csms.query.Keys;
import dev.csms.query.sql.Conditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests for certificates. */
record CertificateRequestFilter(
        @Nullable String chargePoint, @Nullable List<SigningState> states) {

    static final CertificateRequestFilter ALL = new CertificateRequestFilter(null, null);

    static CertificateRequestFilter orAll(@Nullable CertificateRequestFilter filter) {
        return filter == null ? ALL : filter;
    }

    Conditions conditions() {
        return new Conditions()
                .and("r.charge_point_id = :chargePoint", "chargePoint", Keys.ofTyped(chargePoint))
                .andAny("r.state", states);
    }
}
