package dev.csms.query.diagnostics;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads diagnostics uploads and their files. */
@Component
public final class DiagnosticsQueries implements NodeSource {

    private static final String SELECT = "select u.* from diagnostics_upload u";

    private static final Order<DiagnosticsUploadView> NEWEST_FIRST =
            Order.latestFirst("u.position", DiagnosticsUploadView::position);

    private final JdbcClient db;
    private final PagedQuery<DiagnosticsUploadView> uploads;

    DiagnosticsQueries(ReadSide readSide) {
        db = readSide.db();
        uploads = new PagedQuery<>(db, SELECT, Scope.of("u.charge_point_id"), Row.mapper(DiagnosticsUploadView::read));
    }

    public Optional<DiagnosticsUploadView> upload(String operationId) {
        return uploads.one(new Conditions().and("u.diagnostics_upload_id = :id", "id", operationId));
    }

    Map<String, Connection<DiagnosticsUploadView>> ofChargePoints(Collection<String> chargePointIds, Page page) {
        return uploads.pages(chargePointIds, "u.charge_point_id", new Conditions(), NEWEST_FIRST, page);
    }

    /** In the order in which they came. */
    public List<DiagnosticsFileView> files(String operationId) {
        return files(List.of(operationId)).getOrDefault(operationId, List.of());
    }

    /** By upload, in the order in which they came. */
    Map<String, List<DiagnosticsFileView>> files(Collection<String> operationIds) {
        return db
                .sql("select * from diagnostics_file where diagnostics_upload_id in (:ids) order by position")
                .param("ids", operationIds)
                .query(Row.mapper(DiagnosticsFileView::read))
                .list()
                .stream()
                .collect(Collectors.groupingBy(DiagnosticsFileView::operationId));
    }

    @Override
    public String type() {
        return DiagnosticsUploadView.TYPE;
    }

    @Override
    public Optional<DiagnosticsUploadView> find(String key) {
        return upload(key);
    }
}
