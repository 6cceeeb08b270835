package dev.csms.query.projection;

import dev.csms.query.projection.ProjectionProgress.Progress;
import java.util.List;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
final class ProjectionController {

    private final ProjectionProgress progress;

    ProjectionController(ProjectionProgress progress) {
        this.progress = progress;
    }

    @QueryMapping
    List<Progress> projections() {
        return progress.all();
    }

    @SchemaMapping(typeName = "Projection")
    long lagMillis(Progress projection) {
        return projection.lag().toMillis();
    }
}
