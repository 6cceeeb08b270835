package dev.csms.app.operator;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.Provenance;
import dev.csms.domain.projection.ProjectionCommand.RequestProjectionRebuild;
import dev.csms.query.Projections;
import dev.csms.query.graphql.QueryProblem;
import dev.csms.query.graphql.Question;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.ProjectionProgress;
import dev.csms.query.projection.ProjectionProgress.Progress;
import dev.csms.query.projection.ProjectionRebuild.RebuildUnderWayException;
import dev.csms.query.projection.Rebuilds;
import dev.csms.query.projection.Rebuilds.NotNowException;
import dev.csms.query.projection.Rebuilds.Request;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an administrator decides about what is shown. */
@Controller
final class ProjectionMutations {

    private final OperatorCommands operator;
    private final Rebuilds rebuilds;
    private final ProjectionProgress progress;
    private final String node;

    ProjectionMutations(
            OperatorCommands operator, Rebuilds rebuilds, ProjectionProgress progress, CsmsSettings settings) {
        this.operator = operator;
        this.rebuilds = rebuilds;
        this.progress = progress;
        this.node = settings.node();
    }

    record RebuildProjectionInput(String name, @Nullable String reason) {}

    record RebuildProjectionPayload(Progress projection) {}

    @MutationMapping
    RebuildProjectionPayload rebuildProjection(@Argument RebuildProjectionInput input) {
        Projection projection = projection(input.name());
        String who =
                Provenance.operator(Question.current().orElseThrow().caller().name());
        try {
            rebuilds.begin(
                    projection,
                    new Request(who, input.reason(), node),
                    () -> operator.send(
                            "rebuildProjection",
                            null,
                            "projection " + projection.group(),
                            () -> new RequestProjectionRebuild(projection.group(), input.reason())));
        } catch (RebuildUnderWayException e) {
            throw QueryProblem.of(QueryProblem.Code.ALREADY_UNDER_WAY, String.valueOf(e.getMessage()));
        } catch (NotNowException e) {
            throw QueryProblem.of(QueryProblem.Code.TOO_BUSY, String.valueOf(e.getMessage()));
        }
        return new RebuildProjectionPayload(progress.all().stream()
                .filter(it -> it.name().equals(projection.group()))
                .findFirst()
                .orElseThrow());
    }

    private static Projection projection(String name) {
        return Projections.ALL.stream()
                .filter(it -> it.group().equals(name))
                .findFirst()
                .orElseThrow(() -> QueryProblem.notFound("there is no projection " + name + ", but "
                        + Projections.ALL.stream().map(Projection::group).collect(Collectors.joining(", "))));
    }
}
