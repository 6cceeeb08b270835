package dev.csms.query.certificate;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what charge points have asked to have signed. */
@Component
public final class CertificateRequestQueries implements NodeSource {

    private static final String SELECT = "select r.* from certificate_request r";

    private static final Order<CertificateRequestView> NEWEST_FIRST =
            Order.latestFirst("r.position", CertificateRequestView::position);

    private final PagedQuery<CertificateRequestView> requests;

    CertificateRequestQueries(ReadSide readSide) {
        requests = new PagedQuery<>(
                readSide.db(), SELECT, Scope.of("r.charge_point_id"), Row.mapper(CertificateRequestView::read));
    }

    Connection<CertificateRequestView> requests(CertificateRequestFilter filter, Page page) {
        return requests.page(filter.conditions(), NEWEST_FIRST, page);
    }

    Map<String, Connection<CertificateRequestView>> ofChargePoints(
            Collection<String> chargePointIds, CertificateRequestFilter filter, Page page) {
        return requests.pages(chargePointIds, "r.charge_point_id", filter.conditions(), NEWEST_FIRST, page);
    }

    public Optional<CertificateRequestView> request(String requestId) {
        return Optional.ofNullable(byId(List.of(requestId)).get(requestId));
    }

    /** Those of them that there are. */
    Map<String, CertificateRequestView> byId(Collection<String> requestIds) {
        return requests.byKey("r.request_id", requestIds, CertificateRequestView::requestId);
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
