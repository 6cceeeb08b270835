package dev.csms.query.certificate;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    Connection<CertificateView> certificates(
            @Argument @Nullable CertificateFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.certificates(CertificateFilter.orAll(filter), Page.of(first, after));
    }

    @QueryMapping
    Connection<CertificateRequestView> certificateRequests(
            @Argument @Nullable CertificateRequestFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return requests.requests(CertificateRequestFilter.orAll(filter), Page.of(first, after));
    }

    @QueryMapping
    Connection<CertificateAlarmView> certificateAlarms(
            @Argument int days, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        if (days < 0 || days > MOST_DAYS) {
            throw QueryProblem.badUserInput("days must be 0 to " + MOST_DAYS + ", not " + days);
        }
        return queries.alarms(clock.instant().plus(Duration.ofDays(days)), Page.of(first, after));
    }

    @SchemaMapping(typeName = "ChargePoint", field = "certificates")
    CompletableFuture<Connection<CertificateView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable CertificateFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, CertificateFilter>, Connection<CertificateView>> certificates) {
        return certificates.load(
                new Below<>(chargePoint.chargePointId(), CertificateFilter.orAll(filter), Page.of(first, after)));
    }

    @SchemaMapping(typeName = "ChargePoint", field = "certificateRequests")
    CompletableFuture<Connection<CertificateRequestView>> requestsOfChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable CertificateRequestFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, CertificateRequestFilter>, Connection<CertificateRequestView>>
                    certificateRequests) {
        return certificateRequests.load(new Below<>(
                chargePoint.chargePointId(), CertificateRequestFilter.orAll(filter), Page.of(first, after)));
    }

    @BatchMapping(typeName = "ChargePoint")
    List<List<InstalledCertificatesView>> installedCertificates(List<ChargePointView> points) {
        Map<String, List<InstalledCertificatesView>> found = queries.installed(
                points.stream().map(ChargePointView::chargePointId).toList());
        return points.stream()
                .map(it -> found.getOrDefault(it.chargePointId(), List.of()))
                .toList();
    }

    @BatchMapping(typeName = CertificateView.TYPE, field = "chargePoint")
    Map<CertificateView, ChargePointView> ownersOfCertificates(List<CertificateView> certificates) {
        return owners(certificates, CertificateView::chargePointId);
    }

    @BatchMapping(typeName = CertificateView.TYPE, field = "request")
    Map<CertificateView, CertificateRequestView> requestsOfCertificates(List<CertificateView> certificates) {
        return byRequest(certificates, CertificateView::requestId);
    }

    @BatchMapping(typeName = CertificateRequestView.TYPE, field = "chargePoint")
    Map<CertificateRequestView, ChargePointView> ownersOfRequests(List<CertificateRequestView> asked) {
        return owners(asked, CertificateRequestView::chargePointId);
    }

    @BatchMapping(typeName = CertificateRequestView.TYPE, field = "certificate")
    Map<CertificateRequestView, CertificateView> certificatesOfRequests(List<CertificateRequestView> asked) {
        Map<String, CertificateView> found = found(asked.stream()
                .map(CertificateRequestView::fingerprint)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<CertificateRequestView, CertificateView> made = new HashMap<>();
        for (CertificateRequestView request : asked) {
            CertificateView certificate = found.get(request.chargePointId() + "/" + request.fingerprint());
            if (certificate != null) {
                made.put(request, certificate);
            }
        }
        return made;
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "chargePoint")
    Map<CertificateAlarmView, ChargePointView> ownersOfAlarms(List<CertificateAlarmView> alarms) {
        return owners(alarms, CertificateAlarmView::chargePointId);
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "request")
    Map<CertificateAlarmView, CertificateRequestView> requestsOfAlarms(List<CertificateAlarmView> alarms) {
        return byRequest(alarms, CertificateAlarmView::requestId);
    }

    @BatchMapping(typeName = "CertificateAlarm", field = "certificate")
    Map<CertificateAlarmView, CertificateView> certificatesOfAlarms(List<CertificateAlarmView> alarms) {
        Map<String, CertificateView> found = found(alarms.stream()
                .map(CertificateAlarmView::fingerprint)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<CertificateAlarmView, CertificateView> meant = new HashMap<>();
        for (CertificateAlarmView alarm : alarms) {
            CertificateView certificate = found.get(alarm.chargePointId() + "/" + alarm.fingerprint());
            if (certificate != null) {
                meant.put(alarm, certificate);
            }
        }
        return meant;
    }

    /** By charge point and fingerprint. */
    private Map<String, CertificateView> found(Collection<String> fingerprints) {
        return queries.byFingerprints(fingerprints).stream()
                .collect(Collectors.toMap(
                        it -> it.chargePointId() + "/" + it.fingerprint(), Function.identity(), (one, _) -> one));
    }

    private <T> Map<T, CertificateRequestView> byRequest(List<T> things, Function<T, @Nullable String> requestId) {
        Map<String, CertificateRequestView> found =
                requests
                        .byIds(things.stream()
                                .map(requestId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(CertificateRequestView::requestId, Function.identity()));
        Map<T, CertificateRequestView> meant = new HashMap<>();
        for (T thing : things) {
            CertificateRequestView request = found.get(requestId.apply(thing));
            if (request != null) {
                meant.put(thing, request);
            }
        }
        return meant;
    }

    private <T> Map<T, ChargePointView> owners(List<T> things, Function<T, String> chargePointId) {
        Map<String, ChargePointView> found =
                chargePoints.byKey(things.stream().map(chargePointId).collect(Collectors.toSet()));
        Map<T, ChargePointView> owners = new HashMap<>();
        for (T thing : things) {
            ChargePointView owner = found.get(chargePointId.apply(thing));
            if (owner != null) {
                owners.put(thing, owner);
            }
        }
        return owners;
    }
}
