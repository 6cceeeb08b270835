package dev.csms.query.reservation;

import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class ReservationController {

    private final ReservationQueries queries;
    private final ChargePointQueries chargePoints;

    ReservationController(ReservationQueries queries, ChargePointQueries chargePoints, BatchLoaderRegistry loaders) {
        this.queries = queries;
        this.chargePoints = chargePoints;
        Below.<String, ReservationFilter, ReservationView>register(loaders, "reservations", queries::ofChargePoints);
    }

    @QueryMapping
    Optional<ReservationView> reservation(@Argument int reservationId) {
        return queries.reservation(reservationId);
    }

    @QueryMapping
    Connection<ReservationView> reservations(@Argument @Nullable ReservationFilter filter, Page page) {
        return queries.reservations(ReservationFilter.orAll(filter), page);
    }

    @SchemaMapping(typeName = "ChargePoint", field = "reservations")
    CompletableFuture<Connection<ReservationView>> ofChargePoint(
            ChargePointView chargePoint,
            @Argument @Nullable ReservationFilter filter,
            Page page,
            DataLoader<Below<String, ReservationFilter>, Connection<ReservationView>> reservations) {
        return reservations.load(new Below<>(chargePoint.chargePointId(), ReservationFilter.orAll(filter), page));
    }

    @BatchMapping(typeName = ReservationView.TYPE)
    Map<ReservationView, ChargePointView> chargePoint(List<ReservationView> reservations) {
        return chargePoints.of(reservations, ReservationView::chargePointId);
    }
}
