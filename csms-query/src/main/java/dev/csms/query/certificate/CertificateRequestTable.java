package dev.csms.query.certificate;

import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Table {@code certificate_request}. */
final class CertificateRequestTable implements StateTable<String, CertificateRequestView> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select * from certificate_request where request_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into certificate_request (request_id, charge_point_id, position, state, subject, key_algorithm,
            key_size_bits, csr, refusal, problem, fingerprint, requested_at, changed_at)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        on conflict (request_id) do update set
            state = excluded.state,
            problem = excluded.problem,
            fingerprint = excluded.fingerprint,
            changed_at = excluded.changed_at
        """);

    @Override
    public Map<String, CertificateRequestView> load(JdbcOperations db, Collection<String> ids) {
        return LOAD
                .query(db, ids.stream().map(id -> new Object[] {id}).toList(), Row.mapper(CertificateRequestView::read))
                .stream()
                .collect(Collectors.toMap(CertificateRequestView::requestId, Function.identity()));
    }

    @Override
    public void store(JdbcOperations db, Collection<CertificateRequestView> requests) {
        STORE.execute(db, requests.stream().map(CertificateRequestTable::values).toList());
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
            request.fingerprint(),
            request.requestedAt(),
            request.changedAt()
        };
    }
}
