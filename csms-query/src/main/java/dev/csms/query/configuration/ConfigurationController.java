package dev.csms.query.configuration;

import dev.csms.domain.configuration.StandardKeys;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Batches;
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
final class ConfigurationController {

    private final ConfigurationQueries queries;

    ConfigurationController(ConfigurationQueries queries, BatchLoaderRegistry loaders) {
        this.queries = queries;
        Below.<String, Optional<String>, ConfigurationChangeView>register(
                loaders,
                "configurationHistory",
                (owners, key, page) -> queries.history(owners, key.orElse(null), page));
    }

    @QueryMapping
    List<StandardKeyView> standardConfigurationKeys() {
        return StandardKeys.ALL.stream().map(StandardKeyView::of).toList();
    }

    @BatchMapping(typeName = "ChargePoint")
    Map<ChargePointView, ConfigurationView> configuration(List<ChargePointView> chargePoints) {
        return Batches.one(chargePoints, ChargePointView::chargePointId, queries::configurations);
    }

    @BatchMapping(typeName = ConfigurationView.TYPE)
    List<List<ConfigurationKeyView>> keys(List<ConfigurationView> configurations) {
        return Batches.lists(configurations, ConfigurationView::chargePointId, queries::keys);
    }

    @BatchMapping(typeName = ConfigurationView.TYPE)
    List<List<String>> unknownKeys(List<ConfigurationView> configurations) {
        return Batches.lists(configurations, ConfigurationView::chargePointId, queries::unknownKeys);
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<ConfigurationChangeView>> configurationHistory(
            ChargePointView chargePoint,
            @Argument @Nullable String key,
            Page page,
            DataLoader<Below<String, Optional<String>>, Connection<ConfigurationChangeView>> configurationHistory) {
        return configurationHistory.load(new Below<>(chargePoint.chargePointId(), Optional.ofNullable(key), page));
    }
}
