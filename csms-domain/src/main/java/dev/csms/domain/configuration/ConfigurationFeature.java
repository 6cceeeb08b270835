package dev.csms.domain.configuration;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.GetConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Learns configurations from what GetConfiguration and ChangeConfiguration are answered. */
public final class ConfigurationFeature implements OperationFeature {

    private final Aggregates aggregates;

    public ConfigurationFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case ChangeConfiguration change ->
                ConfigurationRules.problems(change, KnownConfiguration.of(aggregates, chargePointId));
            case GetConfiguration get ->
                ConfigurationRules.problems(get, KnownConfiguration.of(aggregates, chargePointId));
            default -> List.of();
        };
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return;
        }
        switch (request) {
            case GetConfiguration get
            when answered.answer() instanceof Answer.Configuration answer ->
                learn(chargePointId, configuration -> {
                    boolean all = get.keys().isEmpty();
                    configuration.read(chargePointId, operationId, all, answer, bootedAt(chargePointId), at);
                });
            case ChangeConfiguration change when StandardKeys.isSecret(change.key()) -> {}
            case ChangeConfiguration change
            when answered.is("Accepted") ->
                learn(
                        chargePointId,
                        configuration -> configuration.accepted(
                                chargePointId, operationId, change, bootedAt(chargePointId), at));
            case ChangeConfiguration change
            when answered.is("RebootRequired") ->
                learn(
                        chargePointId,
                        configuration -> configuration.storedForNextBoot(
                                chargePointId, operationId, change, bootedAt(chargePointId), at));
            default -> {}
        }
    }

    /** Held already: the outcome of an operation is its charge point's event. */
    private @Nullable Instant bootedAt(ChargePointId chargePointId) {
        return aggregates
                .repository(ChargePoint.class)
                .load(chargePointId.toString())
                .invoke(ChargePoint::bootedAt);
    }

    private void learn(ChargePointId chargePointId, Consumer<ChargePointConfiguration> what) {
        Aggregate<ChargePointConfiguration> configuration;
        try {
            configuration = aggregates
                    .repository(ChargePointConfiguration.class)
                    .loadOrCreate(new ConfigurationId(chargePointId).toString(), ChargePointConfiguration::new);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no configuration of " + chargePointId.value(), e);
        }
        configuration.execute(what);
    }
}
