package dev.csms.query.certificate;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code installed_certificates}. */
final class InstalledCertificatesTable extends StateTable<InstalledCertificatesView.Id, InstalledCertificatesView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, certificate_type, roots, reported_at
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

    InstalledCertificatesTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id.chargePointId(), id.certificateType()},
                InstalledCertificatesView::read,
                InstalledCertificatesView::key,
                InstalledCertificatesTable::values);
    }

    private static @Nullable Object[] values(InstalledCertificatesView it) {
        return new @Nullable Object[] {it.key().chargePointId(), it.certificateType(), it.rootsAsJson(), it.reportedAt()
        };
    }
}
