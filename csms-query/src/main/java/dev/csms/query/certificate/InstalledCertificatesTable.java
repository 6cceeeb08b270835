package dev.csms.query.certificate;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;

/** Table {@code installed_certificates}. */
final class InstalledCertificatesTable implements StateTable<InstalledCertificatesView.Id, InstalledCertificatesView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select i.*
        from unnest(?::text[], ?::text[]) as id (charge_point_id, certificate_type)
        join installed_certificates i using (charge_point_id, certificate_type)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into installed_certificates (charge_point_id, certificate_type, roots, reported_at)
        select * from unnest(?::text[], ?::text[], ?::jsonb[], ?::timestamptz[])
        on conflict (charge_point_id, certificate_type) do update set
            roots = excluded.roots,
            reported_at = excluded.reported_at
        """);

    @Override
    public Map<InstalledCertificatesView.Id, InstalledCertificatesView> load(
            JdbcOperations db, Collection<InstalledCertificatesView.Id> ids) {
        return LOAD
                .query(
                        db,
                        ids.stream()
                                .map(id -> new Object[] {id.chargePointId(), id.certificateType()})
                                .toList(),
                        Row.mapper(InstalledCertificatesView::read))
                .stream()
                .collect(Collectors.toMap(InstalledCertificatesView::key, Function.identity()));
    }

    @Override
    public void store(JdbcOperations db, Collection<InstalledCertificatesView> installed) {
        STORE.execute(
                db,
                installed.stream()
                        .map(it -> new Object[] {
                            it.key().chargePointId(), it.certificateType(), it.rootsAsJson(), it.reportedAt()
                        })
                        .toList());
    }
}
