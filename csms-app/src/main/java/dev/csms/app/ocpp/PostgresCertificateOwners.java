package dev.csms.app.ocpp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.ocpp.websocket.CertificateOwners;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Owners as all nodes know them: who was given a certificate, or else has shown it first. An owner never changes, so whoever has been read once is remembered. */
final class PostgresCertificateOwners implements CertificateOwners {

    private static final int MOST_REMEMBERED = 50_000;

    private final JdbcClient db;
    private final Cache<String, ChargePointId> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    PostgresCertificateOwners(JdbcClient db) {
        this.db = db;
    }

    @Override
    public ChargePointId owner(String fingerprint, ChargePointId claimant) {
        return known.get(fingerprint, unknown -> read(unknown, claimant));
    }

    @Override
    public Optional<ChargePointId> owner(String fingerprint) {
        ChargePointId remembered = known.getIfPresent(fingerprint);
        return remembered == null
                ? read(fingerprint).map(found -> known.get(fingerprint, _ -> found))
                : Optional.of(remembered);
    }

    private ChargePointId read(String fingerprint, ChargePointId claimant) {
        db.sql("""
            insert into certificate_owner (fingerprint, charge_point_id) values (:fingerprint, :claimant)
            on conflict (fingerprint) do nothing
            """)
                .param("fingerprint", fingerprint)
                .param("claimant", claimant.value())
                .update();
        return read(fingerprint).orElseThrow();
    }

    private Optional<ChargePointId> read(String fingerprint) {
        return db.sql("select charge_point_id from certificate_owner where fingerprint = :fingerprint")
                .param("fingerprint", fingerprint)
                .query(String.class)
                .optional()
                .map(ChargePointId::new);
    }
}
