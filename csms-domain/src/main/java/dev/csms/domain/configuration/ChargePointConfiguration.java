package dev.csms.domain.configuration;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysAppeared;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysVanished;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuePending;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValueSet;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuesChanged;
import dev.csms.domain.configuration.ConfigurationEvent.PendingConfigurationValueTookEffect;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The configuration of one charge point, as far as its answers have told. */
@AggregateRoot(type = "Configuration")
@Revision("2")
public final class ChargePointConfiguration {

    /** More keys than any charge point has; of one that makes them up, those that came first are kept. */
    public static final int MOST_KEYS = 500;

    @AggregateIdentifier
    private @Nullable ConfigurationId id;

    private ConfigurationState state = ConfigurationState.EMPTY;

    ChargePointConfiguration() {}

    /**
     * GetConfiguration was answered.
     *
     * @param all      whether all keys were asked for
     * @param bootedAt the charge point's latest boot; null if there was none
     */
    void read(
            ChargePointId chargePointId,
            OperationId operationId,
            boolean all,
            Answer.Configuration answer,
            @Nullable Instant bootedAt,
            Instant at) {
        Map<String, ReportedKey> reported = reported(answer);
        // some charge points answer nothing when asked for all; that says nothing of what they have
        boolean full = all && !reported.isEmpty();
        List<String> unknownKeys = answer.unknownKeys().stream()
                .filter(key -> !key.isBlank())
                .limit(MOST_KEYS)
                .toList();
        apply(new ConfigurationRead(chargePointId, operationId, full, reported.size(), unknownKeys, at));
        settle(chargePointId, bootedAt);

        List<ReportedKey> appeared = reported.values().stream()
                .filter(it -> state.find(it.key()) == null)
                .limit(Math.max(0, MOST_KEYS - state.keys().size()))
                .toList();
        List<ChangedKey> changed = reported.values().stream()
                .map(this::change)
                .filter(Objects::nonNull)
                .toList();
        Set<String> unknown = unknownKeys.stream().map(KnownKey::comparable).collect(Collectors.toSet());
        List<String> vanished = state.keys().entrySet().stream()
                .filter(it -> !reported.containsKey(it.getKey()) && (full || unknown.contains(it.getKey())))
                .map(it -> it.getValue().key())
                .toList();
        if (!appeared.isEmpty()) {
            apply(new ConfigurationKeysAppeared(chargePointId, appeared, at));
        }
        if (!changed.isEmpty()) {
            apply(new ConfigurationValuesChanged(chargePointId, changed, at));
        }
        if (!vanished.isEmpty()) {
            apply(new ConfigurationKeysVanished(chargePointId, vanished, at));
        }
    }

    /** By comparable key; of one reported in several spellings the first, without secrets. */
    private static Map<String, ReportedKey> reported(Answer.Configuration answer) {
        Map<String, ReportedKey> reported = new LinkedHashMap<>();
        for (Answer.ConfigurationEntry entry : answer.keys()) {
            if (!entry.key().isBlank()) {
                String value = StandardKeys.isSecret(entry.key()) ? null : entry.value();
                reported.putIfAbsent(
                        KnownKey.comparable(entry.key()), new ReportedKey(entry.key(), entry.readonly(), value));
            }
        }
        return reported;
    }

    /** What is new of a known key; null if nothing is. A value that is not told has not changed. */
    private @Nullable ChangedKey change(ReportedKey reported) {
        KnownKey known = state.find(reported.key());
        if (known == null) {
            return null;
        }
        String value = reported.value() == null ? known.value() : reported.value();
        return known.readonly() == reported.readonly() && Objects.equals(known.value(), value)
                ? null
                : new ChangedKey(known.key(), reported.readonly(), value, known.readonly(), known.value());
    }

    /** ChangeConfiguration was answered Accepted: the value is in force. */
    void accepted(
            ChargePointId chargePointId,
            OperationId operationId,
            ChangeConfiguration change,
            @Nullable Instant bootedAt,
            Instant at) {
        settle(chargePointId, bootedAt);
        KnownKey known = state.find(change.key());
        if (known == null || known.pending() != null || !change.value().equals(known.value())) {
            apply(new ConfigurationValueSet(
                    chargePointId,
                    operationId,
                    known == null ? change.key() : known.key(),
                    change.value(),
                    known == null ? null : known.value(),
                    at));
        }
    }

    /** ChangeConfiguration was answered RebootRequired: the value is in force from the next boot on. */
    void storedForNextBoot(
            ChargePointId chargePointId,
            OperationId operationId,
            ChangeConfiguration change,
            @Nullable Instant bootedAt,
            Instant at) {
        settle(chargePointId, bootedAt);
        KnownKey known = state.find(change.key());
        if (known == null || known.pending() == null || !known.pending().value().equals(change.value())) {
            apply(new ConfigurationValuePending(
                    chargePointId, operationId, known == null ? change.key() : known.key(), change.value(), at));
        }
    }

    /**
     * Values that waited for a boot are in force if there was one. A boot itself changes nothing here: it is far too
     * common to ask each time whether something waited for it.
     */
    private void settle(ChargePointId chargePointId, @Nullable Instant bootedAt) {
        if (bootedAt == null) {
            return;
        }
        for (KnownKey key : List.copyOf(state.keys().values())) {
            KnownKey.Pending pending = key.pending();
            if (pending != null && pending.since().isBefore(bootedAt)) {
                apply(new PendingConfigurationValueTookEffect(
                        chargePointId, key.key(), pending.value(), key.value(), bootedAt));
            }
        }
    }

    ConfigurationState state() {
        return state;
    }

    @EventSourcingHandler
    void on(ConfigurationEvent event) {
        id = new ConfigurationId(event.chargePointId());
        state = state.after(event);
    }
}
