package dev.csms.query.projection;

import dev.csms.query.graphql.Batches;
import dev.csms.query.projection.ProjectionProgress.Progress;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
final class ProjectionController {

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;

    ProjectionController(ProjectionProgress progress, Rebuilds rebuilds) {
        this.progress = progress;
        this.rebuilds = rebuilds;
    }

    @QueryMapping
    List<Progress> projections() {
        return progress.all();
    }

    @SchemaMapping(typeName = "Projection")
    long lagMillis(Progress projection) {
        return projection.lag().toMillis();
    }

    @BatchMapping(typeName = "Projection")
    Map<Progress, RebuildView> rebuild(List<Progress> projections) {
        return Batches.one(projections, Progress::name, _ -> rebuilds.latest());
    }
}
