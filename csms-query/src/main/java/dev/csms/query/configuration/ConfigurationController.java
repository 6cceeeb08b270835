package dev.csms.query.configuration;

import dev.csms.domain.configuration.StandardKeys;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.Below;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import java.util.HashMap;
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
        Map<String, ConfigurationView> found = queries.configurations(
                chargePoints.stream().map(ChargePointView::chargePointId).toList());
        Map<ChargePointView, ConfigurationView> configurations = new HashMap<>();
        for (ChargePointView chargePoint : chargePoints) {
            ConfigurationView configuration = found.get(chargePoint.chargePointId());
            if (configuration != null) {
                configurations.put(chargePoint, configuration);
            }
        }
        return configurations;
    }

    @BatchMapping(typeName = ConfigurationView.TYPE)
    List<List<ConfigurationKeyView>> keys(List<ConfigurationView> configurations) {
        return below(configurations, queries.keys(ids(configurations)));
    }

    @BatchMapping(typeName = ConfigurationView.TYPE)
    List<List<String>> unknownKeys(List<ConfigurationView> configurations) {
        return below(configurations, queries.unknownKeys(ids(configurations)));
    }

    @SchemaMapping(typeName = "ChargePoint")
    CompletableFuture<Connection<ConfigurationChangeView>> configurationHistory(
            ChargePointView chargePoint,
            @Argument @Nullable String key,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Below<String, Optional<String>>, Connection<ConfigurationChangeView>> configurationHistory) {
        return configurationHistory.load(
                new Below<>(chargePoint.chargePointId(), Optional.ofNullable(key), Page.of(first, after)));
    }

    private static List<String> ids(List<ConfigurationView> configurations) {
        return configurations.stream().map(ConfigurationView::chargePointId).toList();
    }

    private static <V> List<List<V>> below(List<ConfigurationView> configurations, Map<String, List<V>> found) {
        return configurations.stream()
                .map(it -> found.getOrDefault(it.chargePointId(), List.of()))
                .toList();
    }
}
