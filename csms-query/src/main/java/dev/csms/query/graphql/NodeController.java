package dev.csms.query.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
final class NodeController {

    private final List<NodeSource> sources;

    NodeController(List<NodeSource> sources) {
        this.sources = sources;
    }

    @QueryMapping
    @Nullable
    Object node(@Argument String id, DataFetchingEnvironment field) {
        GlobalId global = GlobalId.parse(id);
        boolean limited = Question.current().map(Question::caller).orElseThrow().isLimited();
        if (limited && Rule.isOfWholeFleet(field.getGraphQLSchema().getObjectType(global.type()))) {
            return null; // as where there is none
        }
        for (NodeSource source : sources) {
            if (source.type().equals(global.type())) {
                return source.find(global.key()).orElse(null);
            }
        }
        throw QueryProblem.badUserInput("not an id of ours: " + id);
    }
}
