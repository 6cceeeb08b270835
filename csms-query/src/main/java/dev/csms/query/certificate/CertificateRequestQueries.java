package dev.csms.query.certificate;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what charge points have asked to have signed. */
@Component
public final class CertificateRequestQueries implements NodeSource {

    private static final String SELECT = "select r.* from certificate_request r";

    private static final Order<CertificateRequestView> NEWEST_FIRST = Order.descending(
            "position", List.of(new Order.Key<>("r.position", "bigint", CertificateRequestView::position)));

    private final JdbcClient db;
    private final PagedQuery<CertificateRequestView> requests;

    CertificateRequestQueries(ReadSide readSide) {
        db = readSide.db();
        requests = new PagedQuery<>(db, SELECT, Row.mapper(CertificateRequestView::read));
    }

    Connection<CertificateRequestView> requests(CertificateRequestFilter filter, Page page) {
        return requests.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<CertificateRequestView>> ofChargePoints(
            Collection<String> chargePointIds, CertificateRequestFilter filter, Page page) {
        return requests.pages(
                chargePointIds, "text", "r.charge_point_id = owner.id", filter.conditions(), NEWEST_FIRST, page);
    }

    public Optional<CertificateRequestView> request(String requestId) {
        return byIds(List.of(requestId)).stream().findFirst();
    }

    /** Those of them that there are. */
    List<CertificateRequestView> byIds(Collection<String> requestIds) {
        return requestIds.isEmpty()
                ? List.of()
                : db.sql(SELECT + " where r.request_id in (:ids)")
                        .param("ids", requestIds)
                        .query(requests.mapper())
                        .list();
    }

    @Override
    public String type() {
        return CertificateRequestView.TYPE;
    }

    @Override
    public Optional<CertificateRequestView> find(String key) {
        return request(key);
    }
}
