package dev.csms.query.chargingprofile;

import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ChargingSituation;
import dev.csms.domain.chargingprofile.CompositeSchedule;
import dev.csms.domain.chargingprofile.InstalledProfile;
import dev.csms.domain.chargingprofile.InstalledProfiles;
import dev.csms.domain.chargingprofile.PowerSupply;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.transaction.TransactionQueries;
import dev.csms.query.transaction.TransactionView;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
final class ChargingProfileController {

    private static final String CHARGE_POINT = "ChargePoint";

    private static final Comparator<ChargingProfileView> BY_WEIGHT = Comparator.comparingInt(
                    ChargingProfileView::connectorId)
            .thenComparing(ChargingProfileView::chargingProfilePurpose)
            .thenComparingInt(ChargingProfileView::stackLevel)
            .thenComparingLong(ChargingProfileView::position);

    private final ChargingProfileQueries queries;
    private final TransactionQueries transactions;
    private final Clock clock = Clock.systemUTC();

    /** @param chargePointId key of the charge point */
    record Wanted(String chargePointId, int connectorId, Instant from, int durationSeconds, ChargingRateUnit unit) {}

    ChargingProfileController(
            ChargingProfileQueries queries, TransactionQueries transactions, BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.transactions = transactions;
        Below.<String, Boolean, ChargingProfileView>register(
                loaders, "chargingProfileHistory", (owners, _, page) -> queries.history(owners, page));
        loaders.<Wanted, CompositeScheduleView>forName("compositeSchedules")
                .registerMappedBatchLoader((wanted, _) -> Mono.fromCallable(() -> load(wanted)));
    }

    @BatchMapping(typeName = CHARGE_POINT)
    List<List<ChargingProfileView>> chargingProfiles(List<ChargePointView> chargePoints) {
        return Batches.lists(chargePoints, ChargePointView::chargePointId, queries::installed).stream()
                .map(installed -> installed.stream().sorted(BY_WEIGHT).toList())
                .toList();
    }

    @SchemaMapping(typeName = CHARGE_POINT)
    CompletableFuture<Connection<ChargingProfileView>> chargingProfileHistory(
            ChargePointView chargePoint,
            Page page,
            DataLoader<Below<String, Boolean>, Connection<ChargingProfileView>> chargingProfileHistory) {
        return chargingProfileHistory.load(new Below<>(chargePoint.chargePointId(), true, page));
    }

    @BatchMapping(typeName = CHARGE_POINT)
    List<List<ReportedScheduleView>> reportedSchedules(List<ChargePointView> chargePoints) {
        return Batches.lists(chargePoints, ChargePointView::chargePointId, queries::reported);
    }

    @SchemaMapping(typeName = CHARGE_POINT)
    CompletableFuture<CompositeScheduleView> compositeSchedule(
            ChargePointView chargePoint,
            @Argument int connectorId,
            @Argument @Nullable Instant from,
            @Argument int durationSeconds,
            @Argument ChargingRateUnit unit,
            DataLoader<Wanted, CompositeScheduleView> compositeSchedules) {
        if (durationSeconds < 1 || durationSeconds > CompositeSchedule.LONGEST) {
            throw QueryProblem.badUserInput(
                    "durationSeconds must be 1 to " + CompositeSchedule.LONGEST + ", not " + durationSeconds);
        }
        if (connectorId < 0) {
            throw QueryProblem.badUserInput("connectorId must be 0 or more, not " + connectorId);
        }
        Instant start = from == null ? clock.instant() : from;
        return compositeSchedules.load(
                new Wanted(chargePoint.chargePointId(), connectorId, start, durationSeconds, unit));
    }

    /** Two statements, however many are wanted. */
    private Map<Wanted, CompositeScheduleView> load(Set<Wanted> all) {
        Collection<String> chargePointIds =
                all.stream().map(Wanted::chargePointId).collect(Collectors.toSet());
        Map<String, List<ChargingProfileView>> profiles = queries.installed(chargePointIds);
        Map<String, List<TransactionView>> open = transactions.openOfChargePoints(chargePointIds);
        Map<Wanted, CompositeScheduleView> loaded = new HashMap<>();
        for (Wanted wanted : all) {
            List<ChargingProfileView> installed = profiles.getOrDefault(wanted.chargePointId(), List.of());
            loaded.put(
                    wanted,
                    new CompositeScheduleView(
                            CompositeSchedule.of(
                                    situation(installed, open.getOrDefault(wanted.chargePointId(), List.of())),
                                    wanted.connectorId(),
                                    wanted.from(),
                                    wanted.durationSeconds(),
                                    wanted.unit()),
                            installed.stream().anyMatch(ChargingProfileView::uncertain)));
        }
        return loaded;
    }

    private static ChargingSituation situation(List<ChargingProfileView> profiles, List<TransactionView> open) {
        InstalledProfiles believed = InstalledProfiles.NONE;
        for (ChargingProfileView profile : profiles) {
            InstalledProfile installed = profile.installed();
            believed = believed.with(installed.connectorId(), installed.profile());
        }
        return new ChargingSituation(
                believed,
                open.stream()
                        .map(it -> new OpenTransaction(
                                new TransactionId(it.transactionId()),
                                it.connectorId(),
                                it.startedAt(),
                                it.startReceivedAt()))
                        .toList(),
                PowerSupply.THREE_PHASES_230_V);
    }
}
