package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code certificate}. */
final class CertificateTable extends StateTable<CertificateView.Id, CertificateView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select charge_point_id, kind, fingerprint, position, state, serial_number, subject, issuer,
            not_before, not_after, key_algorithm, key_size_bits, pem, request_id, operation_id,
            delivery_problem, remark, revocation_reason, used_at, renewal_asked_at, notice_wanted_at,
            notice_problem, notice_retry_at, changed_at
        from unnest(?::text[], ?::text[], ?::text[]) as id (charge_point_id, kind, fingerprint)
        join certificate c using (charge_point_id, kind, fingerprint)
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into certificate (charge_point_id, kind, fingerprint, position, state, serial_number, subject, issuer,
            not_before, not_after, key_algorithm, key_size_bits, pem, request_id, operation_id, delivery_problem, remark,
            revocation_reason, used_at, renewal_asked_at, notice_wanted_at, notice_problem, notice_retry_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::timestamptz[], ?::timestamptz[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::timestamptz[],
            ?::timestamptz[])
        on conflict (charge_point_id, kind, fingerprint) do update set
            state = excluded.state,
            request_id = excluded.request_id,
            operation_id = excluded.operation_id,
            delivery_problem = excluded.delivery_problem,
            remark = excluded.remark,
            revocation_reason = excluded.revocation_reason,
            used_at = excluded.used_at,
            renewal_asked_at = excluded.renewal_asked_at,
            notice_wanted_at = excluded.notice_wanted_at,
            notice_problem = excluded.notice_problem,
            notice_retry_at = excluded.notice_retry_at,
            changed_at = excluded.changed_at
        """);

    CertificateTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id.chargePointId(), id.kind(), id.fingerprint()},
                CertificateView::read,
                CertificateView::key,
                CertificateTable::values);
    }

    private static @Nullable Object[] values(CertificateView certificate) {
        CertificateDetails details = certificate.details();
        return new @Nullable Object[] {
            certificate.chargePointId(),
            certificate.kind(),
            certificate.fingerprint(),
            certificate.position(),
            certificate.state(),
            details.serialNumber(),
            details.subject(),
            details.issuer(),
            details.notBefore(),
            details.notAfter(),
            details.keyAlgorithm(),
            details.keySizeBits(),
            details.pem(),
            certificate.requestId(),
            certificate.operationId(),
            certificate.deliveryProblem(),
            certificate.remark(),
            certificate.revocationReason(),
            certificate.usedAt(),
            certificate.renewalAskedAt(),
            certificate.untoldSince(),
            certificate.untoldProblem(),
            certificate.untoldRetryAt(),
            certificate.changedAt()
        };
    }
}
