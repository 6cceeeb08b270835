package dev.csms.query.certificate;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import org.jspecify.annotations.Nullable;

/** Table {@code certificate_request}. */
final class CertificateRequestTable extends StateTable<String, CertificateRequestView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select request_id, charge_point_id, position, state, subject, key_algorithm, key_size_bits,
            csr, refusal, problem, retry_at, failed_at, fingerprint, requested_at, changed_at
        from certificate_request where request_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into certificate_request (request_id, charge_point_id, position, state, subject, key_algorithm,
            key_size_bits, csr, refusal, problem, retry_at, failed_at, fingerprint, requested_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
            ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (request_id) do update set
            state = excluded.state,
            problem = excluded.problem,
            retry_at = excluded.retry_at,
            failed_at = excluded.failed_at,
            fingerprint = excluded.fingerprint,
            changed_at = excluded.changed_at
        """);

    CertificateRequestTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id},
                CertificateRequestView::read,
                CertificateRequestView::requestId,
                CertificateRequestTable::values);
    }

    private static @Nullable Object[] values(CertificateRequestView request) {
        return new @Nullable Object[] {
            request.requestId(),
            request.chargePointId(),
            request.position(),
            request.state(),
            request.subject(),
            request.keyAlgorithm(),
            request.keySizeBits(),
            request.csr(),
            request.refusal(),
            request.problem(),
            request.retryAt(),
            request.failedAt(),
            request.fingerprint(),
            request.requestedAt(),
            request.changedAt()
        };
    }
}
