package dev.csms.app.operator;

import dev.csms.app.access.Acting;
import dev.csms.domain.Provenance;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.ChargePointGroups;
import dev.csms.query.graphql.QueryBounds;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.graphql.Question;
import dev.csms.query.projection.ProjectionProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Sends what an operator decides to the domain, and lets the operator read what it has written. */
@Component
final class OperatorCommands {

    private static final Logger log = LoggerFactory.getLogger(OperatorCommands.class);

    private final CommandGateway commands;
    private final ProjectionProgress projections;
    private final ChargePointGroups groups;
    private final QueryBounds bounds;

    OperatorCommands(
            CommandGateway commands, ProjectionProgress projections, ChargePointGroups groups, QueryBounds bounds) {
        this.commands = commands;
        this.groups = groups;
        this.projections = projections;
        this.bounds = bounds;
    }

    /**
     * @param operation   name of the mutation, for the record
     * @param chargePoint identity of the charge point concerned, if one is
     * @param command     made here, so that what cannot be made of the input is the caller's mistake
     */
    <R> R send(String operation, @Nullable String chargePoint, String subject, Supplier<Object> command) {
        if (chargePoint != null) {
            throwIfHidden(chargePoint, subject);
        }
        Object order = orderOf(command);
        Map<String, Object> provenance = Acting.now(operation);
        if (chargePoint != null) {
            provenance.put(Provenance.CHARGE_POINT, chargePoint);
        }
        try {
            return commands.sendAndWait(order, MetaData.from(provenance));
        } catch (AggregateNotFoundException e) {
            throw QueryProblem.notFound("there is no " + subject);
        }
    }

    /** The schema's rule has been applied to what the mutation names; this holds for what is found out on the way, too. */
    private void throwIfHidden(String chargePoint, String subject) {
        Caller caller = Question.current().orElseThrow().caller();
        if (caller.isLimited() && !groups.isInOneOf(chargePoint, caller.groups())) {
            throw QueryProblem.notFound("there is no " + subject);
        }
    }

    /**
     * What was written must be readable; otherwise the caller is told that it was written.
     *
     * @param projection that makes what the query reads
     */
    <V> V readBack(String projection, Supplier<Optional<V>> query, String subject) {
        awaitProjection(projection);
        return query.get()
                .orElseThrow(() -> QueryProblem.notFound(
                        subject + " is stored, but cannot be shown yet; ask for it again in a moment"));
    }

    /**
     * What was written, if it can be read yet: for answers that hold what is told this once, and must not be lost with the
     * rest of them.
     */
    <V> @Nullable V readIfShown(String projection, Supplier<Optional<V>> query) {
        try {
            awaitProjection(projection);
            return query.get().orElse(null);
        } catch (DataAccessException e) {
            log.warn("What was written cannot be read: {}", e.toString());
            return null;
        }
    }

    /** What has been written so far can be read, unless the projection is further behind than a query may take. */
    void awaitProjection(String projection) {
        if (!projections.await(List.of(projection), projections.head(), bounds.time())) {
            log.warn("{} is more than {} behind; what it shows is older", projection, bounds.time());
        }
    }

    private static Object orderOf(Supplier<Object> command) {
        try {
            return command.get();
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(e.getMessage() == null ? "not possible" : e.getMessage());
        }
    }
}
