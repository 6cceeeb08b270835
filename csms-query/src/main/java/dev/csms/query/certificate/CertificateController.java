package dev.csms.query.certificate;

import dev.csms.query.certificate.CertificateQueries.Name;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;

@Controller
final class CertificateController {

    private static final int MOST_DAYS = 3_650;

    private final CertificateQueries queries;
    private final CertificateRequestQueries requests;
    private final ChargePointQueries chargePoints;
    private final Clock clock = Clock.systemUTC();

    CertificateController(
            CertificateQueries queries,
            CertificateRequestQueries requests,
            ChargePointQueries chargePoints,
            BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.requests = requests;
        this.chargePoints = chargePoints;
        Below.<String, CertificateFilter, CertificateView>register(loaders, "certificates", queries::ofChargePoints);
        Below.<String, CertificateRequestFilter, CertificateRequestView>register(
                loaders, "certificateRequests", requests::ofChargePoints);
    }

    @QueryMapping
    Connection<CertificateView> certificates(@Argument @Nullable CertificateFilter filter, Page page) {
        return queries.certificates(CertificateFilter.orAll(filter), page);
    }

    @QueryMapping
    Connection<CertificateRequestView> certificateRequests(
            @Argument @Nullable CertificateRequestFilter filter, Page page) {
        return requests.requests(CertificateRequestFilter.orAll(filter), page);
    }

    @QueryMapping
    Connection<CertificateAlarmView> certificateAlarms(@Argument int days, Page page) {
        if (days < 0 || days > MOST_DAYS) {
            throw QueryProblem.badUserInput("days must be 0 to " + MOST_DAYS + ", not " + days);
        }
        return queries.alarms(clock.instant().plus(Duration.ofDays(days)), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "certificates")
    CompletableFuture<Connection<CertificateView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable CertificateFilter filter,
            Page page,
            DataLoader<Below<String, CertificateFilter>, Connection<CertificateView>> certificates) {
        return certificates.load(new Below<>(chargePoint.chargePointId(), CertificateFilter.orAll(filter), page));
    }

    @SchemaMapping(typeName = "ChargePoint", field = "certificateRequests")
    CompletableFuture<Connection<CertificateRequestView>> requestsOfChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable CertificateRequestFilter filter,
            Page page,
            DataLoader<Below<String, CertificateRequestFilter>, Connection<CertificateRequestView>>
                    certificateRequests) {
        return certificateRequests.load(
                new Below<>(chargePoint.chargePointId(), CertificateRequestFilter.orAll(filter), page));
    }

    @BatchMapping(typeName = "ChargePoint")
    List<List<InstalledCertificatesView>> installedCertificates(List<ChargePointView> points) {
        return Batches.lists(points, ChargePointView::chargePointId, queries::installed);
    }

    @BatchMapping(typeName = CertificateView.TYPE, field = "chargePoint")
    Map<CertificateView, ChargePointView> ownersOfCertificates(List<CertificateView> certificates) {
        return chargePoints.of(certificates, CertificateView::chargePointId);
    }

    @BatchMapping(typeName = CertificateView.TYPE, field = "request")
    Map<CertificateView, CertificateRequestView> requestsOfCertificates(List<CertificateView> certificates) {
        return Batches.one(certificates, CertificateView::requestId, requests::byId);
    }

    @BatchMapping(typeName = CertificateRequestView.TYPE, field = "chargePoint")
    Map<CertificateRequestView, ChargePointView> ownersOfRequests(List<CertificateRequestView> asked) {
        return chargePoints.of(asked, CertificateRequestView::chargePointId);
    }

    @BatchMapping(typeName = CertificateRequestView.TYPE, field = "certificate")
    Map<CertificateRequestView, CertificateView> certificatesOfRequests(List<CertificateRequestView> asked) {
        return Batches.one(asked, it -> Name.of(it.chargePointId(), it.fingerprint()), queries::byName);
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "chargePoint")
    Map<CertificateAlarmView, ChargePointView> ownersOfAlarms(List<CertificateAlarmView> alarms) {
        return chargePoints.of(alarms, CertificateAlarmView::chargePointId);
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "request")
    Map<CertificateAlarmView, CertificateRequestView> requestsOfAlarms(List<CertificateAlarmView> alarms) {
        return Batches.one(alarms, CertificateAlarmView::requestId, requests::byId);
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "certificate")
    Map<CertificateAlarmView, CertificateView> certificatesOfAlarms(List<CertificateAlarmView> alarms) {
        return Batches.one(alarms, it -> Name.of(it.chargePointId(), it.fingerprint()), queries::byName);
    }
}
