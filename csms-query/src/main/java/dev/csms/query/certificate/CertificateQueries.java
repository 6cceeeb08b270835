package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads certificates of charge points, and what somebody should look into. */
@Component
public final class CertificateQueries implements NodeSource {

    private static final String SELECT = "select c.* from certificate c";

    private static final Order<CertificateView> NEWEST_FIRST =
            Order.latestFirst("c.position", CertificateView::position);

    /** There is no later one that the charge point has, or is to get. */
    private static final String LATEST = """
        not exists (select 1 from certificate n
            where n.charge_point_id = c.charge_point_id and n.kind = c.kind and n.not_after > c.not_after
                and n.state in ('ISSUED', 'DELIVERED', 'IN_USE'))\
        """;

    private static final String ALARMS = """
            select a.* from (
                select case when c.not_after <= now() then 'EXPIRED' else 'EXPIRES_SOON' end as alarm, c.charge_point_id,
                    c.kind, c.fingerprint, c.request_id, c.subject as remark, c.not_after as at,
                    'end/' || c.fingerprint || '/' || c.kind || '/' || c.charge_point_id as key
                from certificate c
                where c.state in ('DELIVERED', 'IN_USE', 'INSTALLED')
                    and c.kind <> 'FACTORY_CERTIFICATE' and (c.kind <> 'CHARGE_POINT_CERTIFICATE' or\s\
            """ + LATEST + """
            )
            union all
            select 'NOT_DELIVERED', c.charge_point_id, c.kind, c.fingerprint, c.request_id,
                concat_ws(': ', c.delivery_problem, c.remark), c.changed_at,
                'delivery/' || c.fingerprint || '/' || c.charge_point_id
            from certificate c where c.state = 'NOT_DELIVERED' and\s\
            """ + LATEST + """

                union all
                select 'FACTORY_CERTIFICATE', c.charge_point_id, c.kind, c.fingerprint, null, c.subject, c.used_at,
                    'factory/' || c.fingerprint || '/' || c.charge_point_id
                from certificate c
                where c.kind = 'FACTORY_CERTIFICATE' and c.state = 'IN_USE'
                    and c.used_at < now() - interval '15 minutes'
                union all
                select 'REVOCATION_UNTOLD', c.charge_point_id, c.kind, c.fingerprint, c.request_id, c.notice_problem,
                    c.notice_wanted_at, 'notice/' || c.fingerprint || '/' || c.charge_point_id
                from certificate c
                where c.notice_wanted_at is not null and c.notice_problem is not null and c.not_after > now()
                union all
                select 'SIGNING_FAILED', r.charge_point_id, null, null, r.request_id, r.problem,
                    coalesce(r.failed_at, r.changed_at), 'signing/' || r.request_id
                from certificate_request r
                where r.state = 'FAILED' or r.state in ('REQUESTED', 'SIGNING') and r.failed_at is not null
            ) a\
            """;

    private static final Order<CertificateAlarmView> BY_TIME = Order.ascending(
            "at",
            List.of(
                    new Order.Key<>("a.at", "timestamptz", CertificateAlarmView::at),
                    new Order.Key<>("a.key", "text", CertificateAlarmView::key)));

    private final JdbcClient db;
    private final PagedQuery<CertificateView> certificates;
    private final PagedQuery<CertificateAlarmView> alarms;

    CertificateQueries(ReadSide readSide) {
        db = readSide.db();
        certificates = new PagedQuery<>(db, SELECT, Scope.of("c.charge_point_id"), Row.mapper(CertificateView::read));
        alarms = new PagedQuery<>(db, ALARMS, Scope.of("a.charge_point_id"), Row.mapper(CertificateAlarmView::read));
    }

    Connection<CertificateView> certificates(CertificateFilter filter, Page page) {
        return certificates.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<CertificateView>> ofChargePoints(
            Collection<String> chargePointIds, CertificateFilter filter, Page page) {
        return certificates.pages(chargePointIds, "c.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    /** A charge point's own, by what names it. */
    public Optional<CertificateView> own(String chargePoint, String fingerprint) {
        CertificateFilter filter = new CertificateFilter(
                chargePoint, List.of(CertificateKind.CHARGE_POINT_CERTIFICATE), null, null, null, fingerprint);
        return certificates(filter, Page.of(1, null)).nodes().stream().findFirst();
    }

    /** A certificate at a charge point. */
    record Name(String chargePointId, String fingerprint) {

        static @Nullable Name of(String chargePointId, @Nullable String fingerprint) {
            return fingerprint == null ? null : new Name(chargePointId, fingerprint);
        }
    }

    Map<Name, CertificateView> byName(Collection<Name> names) {
        List<String> fingerprints = names.stream().map(Name::fingerprint).toList();
        return certificates.having("c.fingerprint", fingerprints).stream()
                .collect(Collectors.toMap(
                        it -> new Name(it.chargePointId(), it.fingerprint()), Function.identity(), (one, _) -> one));
    }

    /** @param soon what ends before it is an alarm */
    Connection<CertificateAlarmView> alarms(Instant soon, Page page) {
        return alarms.page(
                new Conditions().and("(a.alarm <> 'EXPIRES_SOON' or a.at < :soon)", "soon", soon), BY_TIME, page);
    }

    /** Which roots charge points say they have, by charge point. */
    Map<String, List<InstalledCertificatesView>> installed(Collection<String> chargePointIds) {
        return db
                .sql("select * from installed_certificates where charge_point_id in (:ids) order by certificate_type")
                .param("ids", chargePointIds)
                .query(Row.mapper(InstalledCertificatesView::read))
                .list()
                .stream()
                .collect(Collectors.groupingBy(it -> it.key().chargePointId()));
    }

    /** The last certificate of a charge point, which ends soon. */
    public record Ending(ChargePointId chargePointId, String fingerprint, Instant notAfter) {}

    /** Certificates of charge points that end before a time, and that have no successor yet. */
    public List<Ending> ending(Instant before, int limit) {
        return db.sql("""
                select coalesce(p.identity, c.charge_point_id) as identity, c.fingerprint, c.not_after
                from certificate c left join charge_point p on p.charge_point_id = c.charge_point_id
                where c.kind = 'CHARGE_POINT_CERTIFICATE' and c.state in ('DELIVERED', 'IN_USE')
                    and c.not_after < :before and\s\
                """ + LATEST + """

                order by c.not_after limit :limit
                """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Row.mapper(row -> new Ending(
                        new ChargePointId(row.text("identity")), row.text("fingerprint"), row.instant("not_after"))))
                .list();
    }

    /** A request that somebody should see to. */
    public record Unsigned(ChargePointId chargePointId, CertificateRequestId requestId) {}

    /** Requests that nobody has brought to an end since a time, and those that are to be tried again now. */
    public List<Unsigned> unsigned(Instant since, Instant now, int limit) {
        return db.sql("""
            select coalesce(p.identity, r.charge_point_id) as identity, r.request_id
            from certificate_request r left join charge_point p on p.charge_point_id = r.charge_point_id
            where r.state in ('REQUESTED', 'SIGNING') and r.changed_at <= :since
                or r.state = 'FAILED' and r.retry_at <= :now
            order by r.changed_at limit :limit
            """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Row.mapper(row -> new Unsigned(
                        new ChargePointId(row.text("identity")), new CertificateRequestId(row.text("request_id")))))
                .list();
    }

    /** A revocation that a certificate authority is to be told of. */
    public record Untold(
            ChargePointId chargePointId,
            String fingerprint,
            String issuer,
            String serialNumber,
            RevocationReason reason) {

        /** @param certificate which is revoked */
        public static Untold of(CertificateView certificate) {
            return new Untold(
                    new ChargePointId(certificate.chargePointId()),
                    certificate.fingerprint(),
                    certificate.issuer(),
                    certificate.serialNumber(),
                    Objects.requireNonNull(certificate.revocationReason()));
        }
    }

    /** Revocations whose authorities are to be told now, once more. */
    public List<Untold> untold(Instant now, int limit) {
        return db.sql("""
            select coalesce(p.identity, c.charge_point_id) as identity, c.fingerprint, c.issuer, c.serial_number,
                c.revocation_reason
            from certificate c left join charge_point p on p.charge_point_id = c.charge_point_id
            where c.notice_wanted_at is not null and c.notice_retry_at <= :now
            order by c.notice_retry_at limit :limit
            """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Row.mapper(row -> new Untold(
                        new ChargePointId(row.text("identity")),
                        row.text("fingerprint"),
                        row.text("issuer"),
                        row.text("serial_number"),
                        row.constant("revocation_reason", RevocationReason.class))))
                .list();
    }

    /** Charge points that are connected and come by the certificate of their manufacturer. */
    public List<ChargePointId> asFromFactory(int limit) {
        return db.sql("""
            select distinct p.identity
            from certificate c join charge_point p on p.charge_point_id = c.charge_point_id
            where c.kind = 'FACTORY_CERTIFICATE' and c.state = 'IN_USE' and p.connected
            order by p.identity limit :limit
            """)
                .param("limit", limit)
                .query(Row.mapper(row -> new ChargePointId(row.text("identity"))))
                .list();
    }

    @Override
    public String type() {
        return CertificateView.TYPE;
    }

    @Override
    public Optional<CertificateView> find(String key) {
        String[] parts = key.split("@", 3);
        return parts.length < 3
                ? Optional.empty()
                : certificates.one(new Conditions()
                        .and("c.fingerprint = :fingerprint", "fingerprint", parts[0])
                        .and("c.kind = :kind", "kind", parts[1])
                        .and("c.charge_point_id = :chargePoint", "chargePoint", parts[2]));
    }
}
