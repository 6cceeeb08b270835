package dev.csms.query.credential;

import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how charge points prove who they are. */
@Component
final class SecurityQueries {

    private final JdbcClient db;

    SecurityQueries(ReadSide readSide) {
        db = readSide.db();
    }

    private record Entry(String chargePointId, SecurityView view) {}

    Map<String, SecurityView> ofChargePoints(Collection<String> chargePointIds) {
        return db
                .sql("""
                    select c.charge_point_id, x.profile, x.upgrade_to, x.key_origin, x.key_set_at,
                        x.new_key_operation_id, x.new_key_state, x.certificate_serial, x.cpo_name,
                        s.security_profile, s.certificate, s.certificate_issuer, s.opened_at, s.remote_address
                    from charge_point c
                        left join charge_point_security x on x.charge_point_id = c.charge_point_id
                        left join session s on s.session_id = c.session_id
                    where c.charge_point_id in (:ids)
                    """)
                .param("ids", chargePointIds)
                .query(Row.mapper(row -> new Entry(row.text("charge_point_id"), SecurityView.read(row))))
                .list()
                .stream()
                .collect(Collectors.toMap(Entry::chargePointId, Entry::view));
    }
}
